/** The flows as a table: one row each, the whole of which leads to the flow. */
import type { FlowRow } from '@docent/protocol'
import { IconAlertTriangle } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { useDesk } from '../../desk/desk-context.tsx'
import { hrefOf } from '../../outside/route.ts'
import { KindIcon, StateTag } from '../flow-marks.tsx'

export function FlowTable({ rows }: { rows: readonly FlowRow[] }): VNode {
  const { say } = useDesk().words
  return (
    <table class="flows">
      <caption class="d-hidden">{say('onboarding.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('onboarding.column.name')}</th>
          <th scope="col">{say('onboarding.column.state')}</th>
          <th scope="col" class="flows-number" title={say('onboarding.inThirtyDays')}>
            {say('onboarding.column.started')}
          </th>
          <th scope="col" class="flows-bar" title={say('onboarding.inThirtyDays')}>
            {say('onboarding.column.completed')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row }: { row: FlowRow }): VNode {
  const desk = useDesk()
  const { say, time } = desk.words
  const now = desk.clock.tens.value
  const when = time.short(row.updatedAt, now)
  return (
    <tr class="flow-row">
      <th scope="row">
        <span class="flow-name-box">
          <KindIcon kind={row.kind} />
          <span class="flow-words">
            <a
              class="row-link"
              dir="auto"
              href={hrefOf({
                room: 'onboarding',
                place: { kind: 'flow', flowId: row.id, tab: 'content' },
              })}
            >
              {row.name}
            </a>
            <span class="flow-meta">
              <span>{say(`onboarding.kinds.${row.kind}`)}</span>
              <span title={time.full(row.updatedAt)}>
                {row.updatedBy
                  ? say('onboarding.updated', { time: when, name: row.updatedBy })
                  : say('onboarding.updatedNobody', { time: when })}
              </span>
              {row.brokenSteps > 0 && (
                <span class="flow-broken">
                  <IconAlertTriangle size={14} />
                  {say('onboarding.brokenSteps', { count: row.brokenSteps })}
                </span>
              )}
            </span>
          </span>
        </span>
      </th>
      <td class="flows-state">
        <StateTag {...row} />
      </td>
      <td class="flows-number tabular">
        {row.started > 0 ? row.started.toLocaleString(say.locale) : say('onboarding.none')}
      </td>
      <td class="flows-bar">
        {row.started > 0 ? (
          <Share part={row.completed} whole={row.started} />
        ) : (
          <span>{say('onboarding.none')}</span>
        )}
      </td>
    </tr>
  )
}

/** How many of those who started came to the end: a quiet bar from zero, and the number. */
function Share({ part, whole }: { part: number; whole: number }): VNode {
  const { say } = useDesk().words
  const percent = Math.min(100, Math.round((part / whole) * 100))
  return (
    <span class="share">
      <span class="share-track" aria-hidden="true">
        <span class="share-fill" style={{ width: `${percent}%` }} />
      </span>
      <span
        class="share-number tabular"
        title={say('onboarding.completedOf', { completed: part, started: whole })}
      >
        {(percent / 100).toLocaleString(say.locale, { style: 'percent' })}
      </span>
    </span>
  )
}
