/** Figures of the last days: how many days, the same as a file, and what stands there until they are counted. Knows no figure. */
import type { Reply } from '@docent/protocol'
import { IconAlertTriangle } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useSignal } from '@preact/signals'
import type { ComponentChildren, VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { Button } from '../controls/button.tsx'
import { EmptyState } from '../controls/empty-state.tsx'
import { useDesk } from '../desk/desk-context.tsx'

const spans = [7, 30, 90] as const
const dayMs = 86_400_000

/** Milliseconds since 1970. */
export interface Span {
  readonly from: number
  readonly until: number
}

type State<Figures> =
  | { readonly kind: 'loading' | 'failed' }
  | { readonly kind: 'ready'; readonly figures: Figures }

export function SpannedFigures<Figures>(props: {
  /** Names what they are of: another name is asked for at once. */
  of: string
  ask: (span: Span) => Promise<Reply<Figures>>
  /** Where the relay has them as a file, and what it is asked beside the span. */
  csv: { readonly path: string; readonly query: Readonly<Record<string, string>> }
  /** What else can be chosen, beside the days. */
  choice?: ComponentChildren
  children: (figures: Figures) => ComponentChildren
}): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const days = useSignal<(typeof spans)[number]>(30)
  const state = useSignal<State<Figures>>({ kind: 'loading' })
  const turn = useSignal(0)
  const until = Math.ceil(desk.clock.now())
  const span: Span = { from: until - days.value * dayMs, until }
  const connected = desk.client.connection.status.value.state === 'open'

  const load = async (): Promise<void> => {
    const mine = turn.peek() + 1
    turn.value = mine
    // The figures before stay until the new ones are there: nothing jumps.
    const reply = await props.ask(span).catch(() => null)
    if (turn.peek() === mine)
      state.value = reply?.ok ? { kind: 'ready', figures: reply.data } : { kind: 'failed' }
  }
  useEffect(() => void (connected && load()), [props.of, days.value, connected])

  const now = state.value
  return (
    <div class="figures">
      <div class="figures-head">
        <fieldset class="segments figures-span" aria-label={say('figures.span')}>
          {spans.map((count) => (
            <button
              key={count}
              type="button"
              class="segment"
              aria-pressed={days.value === count}
              onClick={() => {
                days.value = count
              }}
            >
              {say('figures.days', { count })}
            </button>
          ))}
        </fieldset>
        {props.choice}
        <a
          class="button button-quiet button-link figures-csv"
          href={csvAddress(desk.relayUrl, props.csv, span)}
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
          <Button label={say('retry')} onClick={() => void load()} />
        </EmptyState>
      )}
      {now.kind === 'ready' && props.children(now.figures)}
    </div>
  )
}

function csvAddress(
  relayUrl: string,
  { path, query }: { readonly path: string; readonly query: Readonly<Record<string, string>> },
  { from, until }: Span,
): string {
  const address = new URL(path, relayUrl)
  for (const [name, value] of Object.entries({ ...query, from: String(from), until: String(until) }))
    address.searchParams.set(name, value)
  return address.href
}
