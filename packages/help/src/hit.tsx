/** One option of the list of hits: an article with the words around what was asked for, or the tour that shows it. */
import type { SearchResult } from '@docent/protocol/article'
import { playPath } from '@docent/ui/help-icon-paths'
import { directionOf } from '@docent/ui/i18n'
import { icon } from '@docent/ui/icon.tsx'
import type { VNode } from 'preact'
import { type HelpContext, standIn } from './help-context.ts'
import { marked } from './marked.tsx'

export interface HitProps {
  readonly id: string
  readonly hit: SearchResult
  /** True: the option is the article's tour. */
  readonly tour: boolean
  readonly active: boolean
  readonly context: HelpContext
  readonly onPress: () => void
}

const Tour = icon(playPath)

export function Hit({ id, hit, tour, active, context, onPress }: HitProps): VNode {
  const { t } = context
  const language = standIn(context, hit.locale)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus, and acts for the option by its keys
    <div
      id={id}
      role="option"
      aria-selected={active}
      // The focus stays in the field.
      tabIndex={-1}
      class={tour ? 'h-hit h-hit-tour' : 'h-hit'}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {tour ? (
        <>
          <Tour size={16} />
          <span>
            {t('showMe')}
            <span class="d-hidden">: {hit.title}</span>
          </span>
        </>
      ) : (
        <>
          <span class="h-hit-title" lang={hit.locale} dir="auto">
            {hit.title}
          </span>
          {language && <span class="h-language">{t('inLanguage', { language })}</span>}
          {hit.snippet && (
            <span class="h-snippet" lang={hit.locale} dir={directionOf(hit.locale)}>
              {marked(hit)}
            </span>
          )}
        </>
      )}
    </div>
  )
}
