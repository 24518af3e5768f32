/** True once something has lasted: what is over sooner shows no skeleton, which would only flicker. */
import { useEffect, useState } from 'preact/hooks'

const lateMs = 200

export function useLate(lasts: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!lasts) return
    const timer = setTimeout(() => setLate(true), lateMs)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [lasts])
  return lasts && late
}
