/** Shows a part of the desk that is a chunk of its own: words while it is fetched, and a way to try again where it could not be. */
import { Spinner } from '@docent/ui/spinner.tsx'
import type { ComponentType, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useDesk } from '../desk/desk-context.tsx'
import { Button } from './button.tsx'

export function Fetched<Props extends object>(props: {
  /** Fetches the chunk; the same function each time. */
  from: () => Promise<ComponentType<Props>>
  /** Said while it is on its way. */
  label: string
  /** Handed on. */
  props: Props
}): VNode {
  const { from, label } = props
  const { say } = useDesk().words
  const [Part, setPart] = useState<ComponentType<Props> | 'failed' | null>(null)
  const fetchPart = (): void => {
    setPart(null)
    from().then(
      (part) => setPart(() => part),
      () => setPart('failed'),
    )
  }
  useEffect(fetchPart, [from])
  if (Part === null)
    return (
      <p class="articles-wait">
        <Spinner label={label} />
      </p>
    )
  if (Part === 'failed')
    return (
      <div class="articles-wait" role="alert">
        <p>{say('notReached')}</p>
        <Button label={say('retry')} onClick={fetchPart} />
      </div>
    )
  return <Part {...props.props} />
}
