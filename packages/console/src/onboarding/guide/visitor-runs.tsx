/** What the visitor has begun and done: checklists with their items, which an agent may tick, and tours with their step. */
import type { VisitorRun } from '@docent/protocol'
import { IconCheck } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { Confirm } from '../../controls/confirm.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { flowFailure } from '../flow-failure.ts'
import { KindIcon } from '../flow-marks.tsx'

interface Ticking {
  readonly flowId: string
  readonly itemId: string
  readonly title: string
}

export function VisitorRuns({ conversationId }: { conversationId: string }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const runs = useMemo(() => desk.client.guide.runs(conversationId), [desk, conversationId])
  const ticking = useSignal<Ticking | null>(null)
  const visitor = desk.open.row.value?.visitor
  const name = visitor?.name || visitor?.email || say('guide.theVisitor')
  const tick = async ({ flowId, itemId }: Ticking): Promise<string | null> => {
    const reply = await desk.client.guide.tick(conversationId, flowId, itemId).catch(() => null)
    if (!reply?.ok) return reply ? flowFailure(say, reply.error) : say('notReached')
    ticking.value = null
    desk.toasts.say(say('guide.ticked'))
    return null
  }
  if (runs.value.length === 0) return <p class="visitor-none">{say('guide.noRuns')}</p>
  return (
    <>
      <ul class="runs">
        {runs.value.map((one) => (
          <Run
            key={one.run.runId}
            run={one}
            onTick={
              desk.may('flows.guide')
                ? (itemId, title) => {
                    ticking.value = { flowId: one.run.flowId, itemId, title }
                  }
                : null
            }
          />
        ))}
      </ul>
      {ticking.value && (
        <Confirm
          title={say('guide.tickTitle', { item: ticking.value.title, name })}
          lines={[say('guide.tickText')]}
          act={say('guide.tickDo')}
          onClose={() => {
            ticking.value = null
          }}
          onAct={() => (ticking.value ? tick(ticking.value) : Promise.resolve(null))}
        />
      )}
    </>
  )
}

function Run(props: { run: VisitorRun; onTick: ((itemId: string, title: string) => void) | null }): VNode {
  const { run, name, stepTitle, place, of, items } = props.run
  const { say } = useDesk().words
  const done = items.filter((item) => item.done).length
  const checklist = run.kind === 'checklist'
  return (
    <li class="run">
      <p class="run-head">
        <KindIcon kind={run.kind} size={16} />
        <span class="run-name" dir="auto">
          {name}
        </span>
        <span class={`tag ${run.status === 'completed' ? 'tag-success' : ''}`}>
          {say(`guide.${run.status}`)}
        </span>
      </p>
      {checklist && (
        <>
          <p class="run-more">{say('guide.progress', { done, count: items.length })}</p>
          <span class="share-track" aria-hidden="true">
            <span
              class="share-fill"
              style={{ width: `${items.length === 0 ? 0 : (done / items.length) * 100}%` }}
            />
          </span>
          <ul class="run-items">
            {items.map((item) => (
              <Item key={item.id} item={item} onTick={props.onTick} />
            ))}
          </ul>
        </>
      )}
      {!checklist && run.status === 'running' && place !== null && (
        <p class="run-more" dir="auto">
          {say('guide.atStep', { place, count: of, title: stepTitle ?? say('onboarding.untitled') })}
        </p>
      )}
    </li>
  )
}

function Item(props: {
  item: VisitorRun['items'][number]
  onTick: ((itemId: string, title: string) => void) | null
}): VNode {
  const { item, onTick } = props
  const { say } = useDesk().words
  if (!item.done && onTick)
    return (
      <li class="run-item">
        <button
          type="button"
          class="run-tick"
          aria-label={say('guide.tick', { item: item.title })}
          onClick={() => onTick(item.id, item.title)}
        />
        <span dir="auto">{item.title}</span>
      </li>
    )
  return (
    <li class={`run-item ${item.done ? 'run-item-done' : ''}`}>
      <span class="run-mark">
        {item.done && <IconCheck size={14} />}
        <span class="d-hidden">{say(item.done ? 'guide.itemDone' : 'guide.itemOpen')}</span>
      </span>
      <span dir="auto">{item.title}</span>
    </li>
  )
}
