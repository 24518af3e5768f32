/** Above the thread while a tour runs that was sent from here: where the visitor is, and the way to point at something [FLO12]. */
import type { PageLabel, VisitorRun } from '@docent/protocol'
import { IconMapPin } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { PointPicker } from './point-picker.tsx'

export function FollowStrip({ conversationId }: { conversationId: string }): VNode | null {
  const desk = useDesk()
  const runs = useMemo(() => desk.client.guide.runs(conversationId), [desk, conversationId])
  const sent = sentTour(runs.value, conversationId)
  return sent ? <Following key={sent.run.runId} conversationId={conversationId} sent={sent} /> : null
}

/** The tour that runs because somebody sent it from this conversation; the latest, where there are several. */
function sentTour(runs: readonly VisitorRun[], conversationId: string): VisitorRun | null {
  const running = runs.filter(
    ({ run }) =>
      run.kind === 'tour' &&
      run.status === 'running' &&
      run.source === 'agent' &&
      run.conversationId === conversationId,
  )
  return running.toSorted((one, other) => other.run.startedAt - one.run.startedAt)[0] ?? null
}

function Following({ conversationId, sent }: { conversationId: string; sent: VisitorRun }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const { guide } = desk.client
  const choosing = useSignal(false)
  const pointedAt = useSignal<PageLabel | null>(null)
  const visitor = desk.open.row.value?.visitor
  const name = visitor?.name || visitor?.email || say('events.visitor')
  const mayPoint = desk.may('flows.guide') && desk.client.settings.current.value?.settings.guide !== 'off'
  const words =
    sent.place === null
      ? say('guide.followStart', { name, tour: sent.name })
      : say('guide.follow', {
          name,
          place: sent.place,
          count: sent.of,
          title: sent.stepTitle ?? say('onboarding.untitled'),
        })
  const stop = async (): Promise<void> => {
    const reply = await guide.point(conversationId, null).catch(() => null)
    if (reply?.ok) pointedAt.value = null
    else desk.toasts.warn(say('guide.pointFailed'))
  }
  const point = async (label: PageLabel): Promise<void> => {
    choosing.value = false
    const reply = await guide.point(conversationId, label.id).catch(() => null)
    if (reply?.ok) pointedAt.value = label
    else desk.toasts.warn(say('guide.pointFailed'))
  }
  // Whoever moves on to another step is no longer pointed anything: the page forgets it as well.
  useEffect(() => {
    pointedAt.value = null
  }, [sent.run.stepId])
  return (
    <section class="follow" aria-label={say('guide.followRegion')}>
      <IconMapPin size={18} />
      <p class="follow-words" role="status" dir="auto">
        {words}
        {pointedAt.value && (
          <span class="follow-pointing">{say('guide.pointing', { label: pointedAt.value.label })}</span>
        )}
      </p>
      {mayPoint && pointedAt.value && <Button label={say('guide.stop')} onClick={() => void stop()} />}
      {mayPoint && (
        <Button
          label={say('guide.point')}
          look={pointedAt.value ? 'plain' : 'quiet'}
          onClick={() => {
            choosing.value = true
          }}
        />
      )}
      {choosing.value && (
        <PointPicker
          conversationId={conversationId}
          onChoose={(label) => void point(label)}
          onClose={() => {
            choosing.value = false
          }}
        />
      )}
    </section>
  )
}
