/** What stands on a hint's card. Knows neither its beacon nor where it lies. */
import type { Hint } from '@docent/protocol'
import type { Translator } from '@docent/ui/i18n'
import { TextBody } from '@docent/ui/text-nodes.tsx'
import type { VNode } from 'preact'
import type { stageWords } from '../stage-words.ts'

export interface HintWordsProps {
  readonly hint: Hint
  /** The title's id, by which the card is named. */
  readonly name: string
  readonly t: Translator<typeof stageWords>
  readonly act: () => void
  readonly gotIt: () => void
}

export function HintWords({ hint, name, t, act, gotIt }: HintWordsProps): VNode {
  return (
    <>
      <h2 id={name} class="o-title">
        {hint.title}
      </h2>
      <TextBody text="" nodes={hint.body} />
      <div class="o-buttons">
        {hint.action && (
          <button type="button" class="o-button" onClick={act}>
            {hint.action.label}
          </button>
        )}
        <button type="button" class={hint.action ? 'o-quiet' : 'o-button'} onClick={gotIt}>
          {t('gotIt')}
        </button>
      </div>
    </>
  )
}
