/** Every version that was published, by whom and when, each of which can be brought back [FLO2]. */
import type { FlowVersionRow } from '@docent/protocol'
import { IconHistory, IconRotateCcw } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { Confirm } from '../../controls/confirm.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import type { FlowEditor } from '../content/flow-editor.ts'
import { outcomeSentence } from '../flow-failure.ts'

export function HistoryTab({ editor }: { editor: FlowEditor }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const asking = useSignal<number | null>(null)
  const detail = editor.detail.value
  const versions = detail?.versions ?? []
  if (versions.length === 0)
    return (
      <EmptyState icon={<IconHistory />} title={say('history.emptyTitle')} text={say('history.emptyText')} />
    )
  const restore = async (version: number): Promise<string | null> => {
    const problem = outcomeSentence(say, await editor.restore(version))
    if (problem !== null) return problem
    asking.value = null
    desk.toasts.say(say('history.restored', { version: editor.detail.peek()?.liveVersion ?? version }))
    return null
  }
  return (
    <div class="history">
      <h2 class="form-heading">{say('history.title')}</h2>
      <ol class="versions">
        {versions.map((row) => (
          <VersionRow
            key={row.version}
            row={row}
            live={row.version === detail?.liveVersion}
            onRestore={
              desk.may('flows.write')
                ? () => {
                    asking.value = row.version
                  }
                : null
            }
          />
        ))}
      </ol>
      {asking.value !== null && (
        <Confirm
          title={say('history.restoreTitle', { version: asking.value })}
          lines={[say('history.restoreText')]}
          act={say('history.restore')}
          onClose={() => {
            asking.value = null
          }}
          onAct={() => restore(asking.value ?? 0)}
        />
      )}
    </div>
  )
}

function VersionRow(props: { row: FlowVersionRow; live: boolean; onRestore: (() => void) | null }): VNode {
  const { row, live, onRestore } = props
  const desk = useDesk()
  const { say, time } = desk.words
  const when = time.short(row.publishedAt, desk.clock.tens.value)
  return (
    <li class="version">
      <div class="version-words">
        <p class="version-name">
          {say('history.version', { version: row.version })}
          {live && <span class="tag tag-success">{say('history.live')}</span>}
        </p>
        <p class="version-by" title={time.full(row.publishedAt)}>
          {row.publishedBy
            ? say('history.by', { time: when, name: row.publishedBy })
            : say('history.byNobody', { time: when })}
        </p>
        {row.restoredFrom !== null && (
          <p class="version-by">{say('history.restoredFrom', { version: row.restoredFrom })}</p>
        )}
      </div>
      {onRestore && !live && (
        <Button label={say('history.restore')} icon={<IconRotateCcw size={16} />} onClick={onRestore} />
      )}
    </li>
  )
}
