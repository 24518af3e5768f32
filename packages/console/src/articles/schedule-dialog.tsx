/** Asks for the day and the time at which a draft is to be published by itself. */
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { Button } from '../controls/button.tsx'
import { MomentField } from '../controls/fields.tsx'
import { Modal } from '../controls/modal.tsx'
import { useDesk } from '../desk/desk-context.tsx'

const hourMs = 3_600_000

export function ScheduleDialog(props: {
  title: string
  /** What is planned already. */
  at: number | null
  onClose: () => void
  /** Resolves with what went wrong, or null where it was done. */
  onAct: (at: number) => Promise<string | null>
}): VNode {
  const desk = useDesk()
  const { say } = desk.words
  // The next full hour but one: soon, and never in the past while it is looked at.
  const at = useSignal<number | null>(props.at ?? Math.ceil(desk.clock.now() / hourMs + 1) * hourMs)
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const act = async (): Promise<void> => {
    const moment = at.peek()
    if (moment === null || moment <= desk.clock.now()) {
      problem.value = say('article.scheduleFuture')
      return
    }
    busy.value = true
    problem.value = await props.onAct(moment)
    busy.value = false
  }
  return (
    <Modal label={say('article.schedule')} onClose={props.onClose} class="modal-confirm">
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault()
          void act()
        }}
      >
        <h2 class="modal-title" dir="auto">
          {say('article.scheduleTitle', { title: props.title })}
        </h2>
        <MomentField
          label={say('article.scheduleAt')}
          text={say('article.scheduleText')}
          problem={problem.value}
          value={at.value}
          onChange={(next) => {
            at.value = next
            problem.value = null
          }}
        />
        <div class="dialog-foot">
          <Button label={say('flow.cancel')} onClick={props.onClose} />
          <Button label={say('article.scheduleAct')} look="primary" type="submit" disabled={busy.value} />
        </div>
      </form>
    </Modal>
  )
}
