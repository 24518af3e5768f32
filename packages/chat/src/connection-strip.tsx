/** Says when the relay is out of reach, what that means for what is written, and what can be done. */
import type { ConnectionStatus } from '@docent/client/visitor/types'
import { IconCloudOff } from '@docent/ui/icons.tsx'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import type { RoomContext } from './room-context.ts'
import { useNow } from './use-now.ts'

export function ConnectionStrip({ client, t, outside }: RoomContext): VNode | null {
  const status = useValue(client.connection.status)
  const lastTrouble = useRef<ConnectionStatus | null>(null)
  // An attempt in between does not take the strip away: it would flicker once a second.
  if (status.state !== 'connecting') lastTrouble.current = isTrouble(status) ? status : null
  const now = useNow(outside, status.state === 'waiting' ? 1_000 : null)
  const online = useValue(outside.online)
  if (!lastTrouble.current && online) return null

  const retry = () => client.connection.retryNow()
  if (!online) return <Strip words={t('offline')} />
  if (status.state === 'refused' && status.code === 'upgrade_required')
    return <Strip words={t('outdated')} action={t('reload')} act={() => outside.reload()} />
  if (status.state === 'refused') return <Strip words={t('refused')} action={t('tryAgain')} act={retry} />
  if (status.state === 'waiting') {
    const seconds = Math.max(1, Math.ceil((status.retryAt - now) / 1_000))
    return (
      <Strip words={t('unreachable', { seconds })} said={t('refused')} action={t('tryNow')} act={retry} />
    )
  }
  return <Strip words={t('reconnecting')} said={t('refused')} />
}

const isTrouble = (status: ConnectionStatus): boolean =>
  status.state === 'waiting' || status.state === 'refused'

/** `said` is what screen readers hear instead: a countdown read aloud each second helps nobody. */
function Strip(props: { words: string; said?: string; action?: string; act?: () => void }): VNode {
  return (
    <div class="c-strip">
      <IconCloudOff size={16} />
      <p>
        <span aria-hidden={props.said ? 'true' : undefined}>{props.words}</span>
        <span class="d-hidden" role="status">
          {props.said ?? props.words}
        </span>
      </p>
      {props.action && (
        <button type="button" class="c-strip-action" onClick={props.act}>
          {props.action}
        </button>
      )}
    </div>
  )
}
