/** Asks the visitor's page what there is to point at, and lets one be chosen by its label. Labels only, never values [FLO12]. */
import type { PageLabel } from '@docent/protocol'
import { IconMapPin } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { ChoiceLine } from '../../controls/choice-line.tsx'
import { Modal } from '../../controls/modal.tsx'
import { type Choice, hasWords, Picker } from '../../controls/picker.tsx'
import { useDesk } from '../../desk/desk-context.tsx'

type Answer =
  | { readonly kind: 'asking' | 'failed' }
  | { readonly kind: 'ready'; readonly labels: readonly PageLabel[] }

export function PointPicker(props: {
  conversationId: string
  onChoose: (label: PageLabel) => void
  onClose: () => void
}): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const answer = useSignal<Answer>({ kind: 'asking' })
  const ask = async (): Promise<void> => {
    answer.value = { kind: 'asking' }
    const reply = await desk.client.guide.ask(props.conversationId).catch(() => null)
    answer.value = reply?.ok ? { kind: 'ready', labels: reply.data.labels } : { kind: 'failed' }
  }
  useEffect(() => void ask(), [])
  const now = answer.value
  return (
    <Modal label={say('guide.pointTitle')} onClose={props.onClose} class="modal-top">
      {now.kind === 'asking' && (
        <p class="dialog-wait">
          <Spinner label={say('guide.pointLoading')} />
        </p>
      )}
      {now.kind === 'failed' && (
        <div class="dialog-wait">
          <p role="alert">{say('guide.pointFailed')}</p>
          <Button label={say('retry')} onClick={() => void ask()} />
        </div>
      )}
      {now.kind === 'ready' && (
        <Picker
          label={say('guide.pointField')}
          listLabel={say('guide.pointTitle')}
          choicesFor={(query) => choicesOf(now.labels, query, say('guide.pointTitle'), props.onChoose)}
          none={say(now.labels.length === 0 ? 'guide.pointNothing' : 'guide.pointNone')}
        />
      )}
    </Modal>
  )
}

function choicesOf(
  labels: readonly PageLabel[],
  query: string,
  group: string,
  choose: (label: PageLabel) => void,
): readonly Choice[] {
  return labels
    .filter(({ label }) => hasWords(label, query))
    .map((one) => ({
      id: one.id,
      group,
      content: (
        <ChoiceLine icon={<IconMapPin size={18} />} name={one.label}>
          <span class="choice-more">{one.role}</span>
        </ChoiceLine>
      ),
      choose: () => choose(one),
    }))
}
