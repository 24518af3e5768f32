/** All flows of the site: what each is, how it stands, and how far visitors came with it. */
import type { FlowKind, FlowRow } from '@docent/protocol'
import { IconAlertTriangle, IconFlag, IconPlus } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { hrefOf } from '../../outside/route.ts'
import { ViewsButton } from '../../shell/views-button.tsx'
import { FlowTable } from './flow-table.tsx'
import { NewFlow } from './new-flow.tsx'
import { madeKinds } from './starting-content.ts'

export function FlowList(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const kind = useSignal<FlowKind | 'all'>('all')
  const making = useSignal(false)
  const rows = desk.client.flows.list.value
  const mayWrite = desk.may('flows.write')
  const shown = (rows ?? []).filter((row) => kind.value === 'all' || row.kind === kind.value)
  const begin = (): void => {
    making.value = true
  }
  return (
    <section class="pane onboarding-pane" aria-labelledby="onboarding-title">
      <header class="pane-head onboarding-head">
        <ViewsButton keys="views" />
        <h1 class="pane-title" id="onboarding-title">
          {say('onboarding.title')}
        </h1>
        {mayWrite && (
          <Button
            label={say('onboarding.new')}
            look="primary"
            icon={<IconPlus size={16} />}
            onClick={begin}
          />
        )}
      </header>
      {rows === null ? (
        <p class="onboarding-wait">
          <Spinner label={say('onboarding.loading')} />
        </p>
      ) : rows.length === 0 ? (
        <EmptyState
          icon={<IconFlag />}
          title={say('onboarding.emptyTitle')}
          text={say(mayWrite ? 'onboarding.emptyText' : 'onboarding.emptyReader')}
        >
          {mayWrite && <Button label={say('onboarding.emptyAction')} look="primary" onClick={begin} />}
        </EmptyState>
      ) : (
        <div class="onboarding-scroll">
          <div class="onboarding-body">
            <Broken rows={rows} />
            <KindFilter
              value={kind.value}
              rows={rows}
              onChange={(next) => {
                kind.value = next
              }}
            />
            {shown.length > 0 ? (
              <Movable>
                <FlowTable rows={shown} />
              </Movable>
            ) : (
              <EmptyState
                icon={<IconFlag />}
                title={say('onboarding.emptyKindTitle')}
                text={say('onboarding.emptyKindText')}
              >
                <Button
                  label={say('onboarding.showAll')}
                  onClick={() => {
                    kind.value = 'all'
                  }}
                />
              </EmptyState>
            )}
          </div>
        </div>
      )}
      {making.value && (
        <NewFlow
          onClose={() => {
            making.value = false
          }}
        />
      )}
    </section>
  )
}

function Broken({ rows }: { rows: readonly FlowRow[] }): VNode | null {
  const { say } = useDesk().words
  const count = rows.reduce((sum, row) => sum + row.brokenSteps, 0)
  if (count === 0) return null
  return (
    <p class="broken-strip">
      <IconAlertTriangle size={18} />
      <span>{say('onboarding.brokenSteps', { count })}</span>
      <a href={hrefOf({ room: 'onboarding', place: { kind: 'broken' } })}>{say('onboarding.seeBroken')}</a>
    </p>
  )
}

function KindFilter(props: {
  value: FlowKind | 'all'
  rows: readonly FlowRow[]
  onChange: (kind: FlowKind | 'all') => void
}): VNode {
  const { say } = useDesk().words
  const count = (kind: FlowKind): number => props.rows.filter((row) => row.kind === kind).length
  return (
    <fieldset class="chips" aria-label={say('onboarding.filter')}>
      {(['all', ...madeKinds] as const).map((kind) => (
        <button
          key={kind}
          type="button"
          class="chip"
          aria-pressed={props.value === kind}
          onClick={() => props.onChange(kind)}
        >
          {kind === 'all' ? say('onboarding.all') : say(`onboarding.many.${kind}`)}
          <span class="chip-count tabular">{kind === 'all' ? props.rows.length : count(kind)}</span>
        </button>
      ))}
    </fieldset>
  )
}

/** The keys that move through conversations move through flows here. */
function Movable({ children }: { children: VNode }): VNode {
  const desk = useDesk()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const links = (): HTMLElement[] => [...(box.current?.querySelectorAll<HTMLElement>('a.row-link') ?? [])]
    desk.listMoves.current = (step) => {
      const all = links()
      const at = all.findIndex((link) => link.matches(':focus'))
      const next = at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))
      all[next]?.focus()
    }
    desk.focus.set('list', () => links()[0]?.focus())
    return () => {
      desk.listMoves.current = null
      desk.focus.set('list', null)
    }
  }, [desk])
  return (
    <div ref={box} class="rows-of-flows rows-plain">
      {children}
    </div>
  )
}
