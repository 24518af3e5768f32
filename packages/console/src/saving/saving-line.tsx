/** Whether everything that was written is kept, in one line of words, and the way to try again where that helps. */
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import type { Saving } from './self-saving.ts'

export function SavingLine({
  kind,
  sentence,
  onRetry,
}: {
  kind: Saving<unknown>['kind']
  sentence: string
  onRetry: () => void
}): VNode {
  const { say } = useDesk().words
  const isWrong = !['saved', 'waiting', 'saving'].includes(kind)
  return (
    <p class={`saving ${isWrong ? 'saving-wrong' : ''}`}>
      <span role="status" title={sentence}>
        {sentence}
      </span>
      {(kind === 'unreachable' || kind === 'refused') && (
        <button type="button" class="link-button" onClick={onRetry}>
          {say('flow.saveNow')}
        </button>
      )}
    </p>
  )
}
