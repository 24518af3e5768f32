/** A part of the room that is fetched when it is shown first. Where that fails, a button tries again. */
import type { ComponentType, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { RoomContext } from './room-context.ts'

type State<Props> = { readonly found: ComponentType<Props> } | 'loading' | 'failed'

export function Later<Props extends { room: RoomContext }>(
  props: Props & {
    readonly load: () => Promise<ComponentType<Props>>
    /** What can be done without: where it fails to load, nothing is shown. */
    readonly quiet?: boolean
  },
): VNode | null {
  const { load, quiet, ...rest } = props
  const [state, setState] = useState<State<Props>>('loading')
  useEffect(() => {
    if (state !== 'loading') return
    let current = true
    load().then(
      (found) => current && setState({ found }),
      () => current && setState('failed'),
    )
    return () => {
      current = false
    }
  }, [state, load])
  if (state === 'loading' || (state === 'failed' && quiet)) return null
  if (state === 'failed')
    return (
      <button type="button" class="c-link" onClick={() => setState('loading')}>
        {props.room.t('tryAgain')}
      </button>
    )
  const Part = state.found
  return <Part {...(rest as unknown as Props)} />
}
