/** Chooses a live tour for the visitor of the open conversation; it starts only once the visitor accepts it [FLO11]. */
import { IconMapPin } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { ChoiceLine } from '../../controls/choice-line.tsx'
import { Modal } from '../../controls/modal.tsx'
import { type Choice, hasWords, Picker } from '../../controls/picker.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { flowFailure } from '../flow-failure.ts'

export function SendTourPicker({ conversationId }: { conversationId: string }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const close = (): void => {
    desk.dialog.value = null
  }
  const tours = (desk.client.flows.list.value ?? []).filter(
    (row) => row.kind === 'tour' && row.liveVersion !== null,
  )
  const visitor = desk.open.row.value?.visitor
  const name = visitor?.name || visitor?.email || say('guide.theVisitor')
  const send = async (flowId: string): Promise<void> => {
    close()
    const reply = await desk.client.guide.sendTour(conversationId, flowId).catch(() => null)
    if (reply?.ok) desk.toasts.say(say('guide.sent', { name }))
    else desk.toasts.warn(reply ? flowFailure(say, reply.error) : say('notReached'))
  }
  const choicesFor = (query: string) =>
    tours
      .filter((row) => hasWords(row.name, query))
      .map(
        (row): Choice => ({
          id: row.id,
          group: say('guide.sendGroup'),
          content: (
            <ChoiceLine icon={<IconMapPin size={18} />} name={row.name}>
              {row.started > 0 && (
                <span class="choice-more">
                  {say('guide.sendFinished', { completed: row.completed, started: row.started })}
                </span>
              )}
            </ChoiceLine>
          ),
          choose: () => void send(row.id),
        }),
      )
  return (
    <Modal label={say('guide.send')} onClose={close} class="modal-top">
      <Picker
        label={say('guide.sendField')}
        listLabel={say('guide.send')}
        choicesFor={choicesFor}
        none={say(tours.length === 0 ? 'guide.sendNothing' : 'guide.sendNone')}
      />
    </Modal>
  )
}
