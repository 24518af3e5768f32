/** A small celebration: some paper that falls once. With reduced motion there is none. */
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'

const pieces = 28
/** As long as the slowest piece falls. */
const partyMs = 2_200

export function Party({ view }: { view: Window }): VNode | null {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const timer = view.setTimeout(() => setOver(true), partyMs)
    return () => view.clearTimeout(timer)
  }, [view])
  if (over) return null
  return (
    <div class="o-party" aria-hidden="true">
      {Array.from({ length: pieces }, (_, at) => (
        // Spread by the golden angle: looks thrown, and needs no chance.
        <i
          key={at}
          style={{ '--o-turn': `${(at * 137.5) % 360}deg`, '--o-far': `${24 + ((at * 29) % 52)}` }}
        />
      ))}
    </div>
  )
}
