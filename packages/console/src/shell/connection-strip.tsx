/** Says when the relay is out of reach and when it is tried again; silent while all is well. */
import { IconWifiOff } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { useDesk } from '../desk/desk-context.tsx'

export function ConnectionStrip(): VNode | null {
  const desk = useDesk()
  const { say } = desk.words
  const { status, retryNow } = desk.client.connection
  const now = status.value
  /** The first connection is the loading of the desk itself, and no news. */
  const wasOpen = useSignal(false)
  useEffect(() => {
    if (now.state === 'open') wasOpen.value = true
  }, [now, wasOpen])

  if (now.state === 'open' || now.state === 'idle' || now.state === 'closed') return null
  const lookingInto = now.state === 'refused' && desk.doubtful.value
  if (now.state === 'connecting' || lookingInto)
    return wasOpen.value ? (
      <div class="strip" role="status">
        <IconWifiOff size={16} />
        {say('connection.connecting')}
      </div>
    ) : null
  if (now.state === 'refused')
    return (
      <div class="strip strip-refused" role="alert">
        <IconWifiOff size={16} />
        {say(now.code === 'upgrade_required' ? 'connection.outdated' : 'connection.refused')}
        <button type="button" class="strip-button" onClick={desk.reload}>
          {say('connection.reload')}
        </button>
      </div>
    )
  return (
    <section class="strip" aria-label={say('shell.connection')}>
      <IconWifiOff size={16} />
      <Waiting retryAt={now.retryAt} />
      <button type="button" class="strip-button" onClick={retryNow}>
        {say('connection.retry')}
      </button>
    </section>
  )
}

function Waiting({ retryAt }: { retryAt: number }): VNode {
  const { words, clock } = useDesk()
  const seconds = Math.ceil((retryAt - clock.seconds.value) / 1_000)
  const sentence =
    seconds > 0 ? words.say('connection.waiting', { count: seconds }) : words.say('connection.waitingNow')
  return <span role="timer">{sentence}</span>
}
