/** Asks for the day and the time at which a draft is to be published by itself. */
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { MomentField } from '../controls/fields.tsx'
import { FormDialog } from '../controls/form-dialog.tsx'
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
    <FormDialog
      title={say('article.scheduleTitle', { title: props.title })}
      act={say('article.scheduleAct')}
      disabled={busy.value}
      onClose={props.onClose}
      onAct={act}
    >
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
    </FormDialog>
  )
}
