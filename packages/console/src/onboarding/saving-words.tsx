/** Whether everything that was written is kept, in words; and what to do where it is not. */
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { SavingLine } from '../saving/saving-line.tsx'
import type { Say } from '../words/words.tsx'
import type { FlowEditor, Problem } from './content/flow-editor.ts'
import { flowFailure } from './flow-failure.ts'

const fields = [
  'title',
  'body',
  'address',
  'goTo',
  'path',
  'url',
  'selector',
  'id',
  'label',
  'name',
  'flowId',
  'locators',
  'choices',
] as const
/** Under these keys stand rules, whose one fault here is a name that was not filled in. */
const conditions = ['fact', 'rule', 'when', 'audience', 'all', 'any', 'not']
type KnownField = (typeof fields)[number]

export function SavingWords({ editor }: { editor: FlowEditor }): VNode {
  const { say } = useDesk().words
  const saving = editor.saving.value
  const sentence =
    saving.kind === 'unfit'
      ? say('flow.unfit', { problem: problemSentence(say, saving.unfit) })
      : saving.kind === 'refused'
        ? say('flow.refused', { problem: flowFailure(say, saving.failure) })
        : saving.kind === 'conflict'
          ? say('flow.notSaved')
          : say(`flow.${saving.kind}`)
  return <SavingLine kind={saving.kind} sentence={sentence} onRetry={() => void editor.flush()} />
}

/** @example problemSentence(say, { place: 2, field: 'address', message: 'begins with "/"' }) */
export function problemSentence(say: Say, { place, field, message }: Problem): string {
  if (field === 'name' && message === '') return say('flow.unfitName')
  if (conditions.includes(field)) return say('rules.unnamed')
  const known = fields.find((one): one is KnownField => one === field)
  const named = say(known ? `flow.field.${known}` : 'flow.field.other')
  // The schema's own sentences begin in the middle, behind the field's name; the library's do not.
  const rest = /^(?:Invalid|Expected)/.test(message) ? say('flow.unfitRest') : message
  if (place !== null) return say('flow.unfitPlace', { number: place, field: named, message: rest })
  return say('flow.unfitWhole', { field: named.charAt(0).toUpperCase() + named.slice(1), message: rest })
}
