/** The moment as a component's state, renewed from time to time. */
import { useEffect, useState } from 'preact/hooks'
import type { Outside } from './room-context.ts'

/** @param milliseconds how often it is renewed; null stands still */
export function useNow(outside: Outside, milliseconds: number | null): number {
  const [now, setNow] = useState(() => outside.now())
  useEffect(() => {
    if (milliseconds === null) return
    setNow(outside.now())
    return outside.every(milliseconds, () => setNow(outside.now()))
  }, [outside, milliseconds])
  return now
}
