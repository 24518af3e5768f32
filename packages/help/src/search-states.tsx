/** What stands in the place of hits, or below them: nothing found, still searching, could not search; each with a way on. */
import type { Found } from '@docent/client/visitor/help/types'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import type { HelpContext, Question } from './help-context.ts'
import { useLate } from './use-late.ts'

type Props = { readonly context: HelpContext }

export function NoHits({ context, found }: Props & { found: Extract<Found, { state: 'found' }> }): VNode {
  const { t, ask } = context
  const { query, results } = found
  return (
    <>
      {results.length === 0 ? (
        <div class="h-none">
          <p class="h-none-title" dir="auto">
            {t('nothing', { query })}
          </p>
          <p class="h-muted">{t(ask ? 'nothingHint' : 'nothingHintAlone')}</p>
          <AskPerson context={context} question={{ query }} strong />
        </div>
      ) : (
        ask && (
          <div class="h-stuck">
            <span class="h-muted">{t('stuck')}</span>
            <AskPerson context={context} question={{ query }} />
          </div>
        )
      )}
    </>
  )
}

export function SearchFailed({ context, query }: Props & { query: string }): VNode {
  const { t, search } = context
  return (
    <div class="h-none" role="alert">
      <p class="h-none-title">{t('failedSearch')}</p>
      <div class="h-acts">
        <button type="button" class="h-button" onClick={search.again}>
          {t('tryAgain')}
        </button>
        <AskPerson context={context} question={{ query }} />
      </div>
    </div>
  )
}

/** Absent where nobody can be asked. */
export function AskPerson(props: Props & { question: Question; strong?: boolean }): VNode | null {
  const { context, question, strong } = props
  const { ask, search, t } = context
  if (!ask) return null
  const press = (): void => {
    search.settle()
    ask(question)
  }
  return (
    <button type="button" class={strong ? 'h-button h-strong' : 'h-button'} onClick={press}>
      {t('ask')}
    </button>
  )
}

/** What is on screen was kept here: why, in words. */
export function Unreachable({ context }: Props): VNode {
  const online = useValue(context.outside.online)
  return (
    <p class="h-note" role="status">
      {context.t(online ? 'unreachable' : 'offline')}
    </p>
  )
}

export function Skeleton({ context }: Props): VNode | null {
  if (!useLate(true)) return null
  return (
    <div class="h-skeleton" role="status">
      <span class="d-hidden">{context.t('loading')}</span>
      {[70, 92, 84].map((width) => (
        <span key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}
