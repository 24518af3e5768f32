/** How the help does [HLP13]: what was searched, what was found, who needed nobody, day by day and article by article. */
import type { HelpFigures } from '@docent/protocol'
import { IconAlertTriangle, IconSearch } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { percentWords } from '../../onboarding/figures/figure-words.ts'
import { ArticlesHead } from '../articles-head.tsx'
import { ArticleTable } from './article-table.tsx'
import { DayChart } from './day-chart.tsx'

const spans = [7, 30, 90] as const
type Span = (typeof spans)[number]
const dayMs = 86_400_000

type State =
  | { readonly kind: 'loading' | 'failed' }
  | { readonly kind: 'ready'; readonly figures: HelpFigures }

export function HelpFiguresPage(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const span = useSignal<Span>(30)
  const state = useSignal<State>({ kind: 'loading' })
  const turn = useSignal(0)
  const until = Math.ceil(desk.clock.now())
  const from = until - span.value * dayMs
  const connected = desk.client.connection.status.value.state === 'open'

  const load = async (): Promise<void> => {
    const mine = turn.peek() + 1
    turn.value = mine
    // The figures before stay until the new ones are there: nothing jumps.
    const reply = await desk.client.help.figures({ from, until }).catch(() => null)
    if (turn.peek() === mine)
      state.value = reply?.ok ? { kind: 'ready', figures: reply.data } : { kind: 'failed' }
  }
  useEffect(() => void (connected && load()), [span.value, connected])

  const now = state.value
  return (
    <section class="pane onboarding-pane" aria-labelledby="help-figures-title">
      <ArticlesHead page="figures" titleId="help-figures-title" />
      <div class="onboarding-scroll">
        <div class="figures">
          <div class="figures-head">
            <fieldset class="segments figures-span" aria-label={say('figures.span')}>
              {spans.map((days) => (
                <button
                  key={days}
                  type="button"
                  class="segment"
                  aria-pressed={span.value === days}
                  onClick={() => {
                    span.value = days
                  }}
                >
                  {say('figures.days', { count: days })}
                </button>
              ))}
            </fieldset>
            <a
              class="button button-quiet button-link figures-csv"
              href={csvAddress(desk.relayUrl, { site: desk.site.key, from, until })}
              download
            >
              {say('figures.csv')}
            </a>
          </div>
          {now.kind === 'loading' && (
            <p class="onboarding-wait">
              <Spinner label={say('figures.loading')} />
            </p>
          )}
          {now.kind === 'failed' && (
            <EmptyState icon={<IconAlertTriangle />} title={say('figures.failed')} text={say('notReached')}>
              <Button label={say('wanted.retry')} onClick={() => void load()} />
            </EmptyState>
          )}
          {now.kind === 'ready' && isEmpty(now.figures) && (
            <EmptyState
              icon={<IconSearch />}
              title={say('helpFigures.emptyTitle')}
              text={say('helpFigures.emptyText')}
            />
          )}
          {now.kind === 'ready' && !isEmpty(now.figures) && (
            <>
              <Numbers figures={now.figures} />
              <DayChart days={now.figures.days} />
              <ArticleTable articles={now.figures.articles} />
            </>
          )}
        </div>
      </div>
    </section>
  )
}

const isEmpty = ({ searches, articles, asked }: HelpFigures): boolean =>
  searches === 0 && articles.length === 0 && asked === 0

function Numbers({ figures }: { figures: HelpFigures }): VNode {
  const { say } = useDesk().words
  const { searches, withoutResult, withoutClick, sessions, deflected, asked } = figures
  const ofSearches = (part: number): string =>
    say('helpFigures.ofSearches', { percent: percentWords(say, part, searches) })
  return (
    <dl class="numbers help-numbers">
      <Figure
        name={say('helpFigures.searches')}
        value={searches}
        note={say('helpFigures.sessions', { count: sessions })}
      />
      <Figure
        name={say('helpFigures.withoutResult')}
        value={withoutResult}
        note={ofSearches(withoutResult)}
      />
      <Figure name={say('helpFigures.withoutClick')} value={withoutClick} note={ofSearches(withoutClick)} />
      <Figure
        name={say('helpFigures.deflected')}
        value={percentWords(say, deflected, sessions)}
        note={say('helpFigures.deflectedNote', { count: deflected })}
      />
      <Figure name={say('helpFigures.asked')} value={asked} note={say('helpFigures.askedNote')} />
    </dl>
  )
}

function Figure({ name, value, note }: { name: string; value: number | string; note: string }): VNode {
  const { say } = useDesk().words
  return (
    <div class="number">
      <dt class="number-name">{name}</dt>
      <dd class="number-value tabular">
        {typeof value === 'number' ? value.toLocaleString(say.locale) : value}
        <span class="number-note">{note}</span>
      </dd>
    </div>
  )
}

/** The relay's own file of the same figures. */
function csvAddress(relayUrl: string, wanted: { site: string; from: number; until: number }): string {
  const address = new URL('api/v1/help/figures.csv', relayUrl)
  address.searchParams.set('site', wanted.site)
  address.searchParams.set('from', String(wanted.from))
  address.searchParams.set('until', String(wanted.until))
  return address.href
}
