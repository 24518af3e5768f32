/** A part of the stage that is fetched as it is first shown: most pages have none of it. */
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'

type Part<Props> = (props: Props) => VNode | null

/** @param onFailed called where it could not be fetched; the next time that it is shown tries again */
export function later<Props extends object>(
  load: () => Promise<Part<Props>>,
  onFailed: (props: Props) => void = () => {},
): Part<Props> {
  return (props) => {
    const [There, setThere] = useState<Part<Props> | null>(null)
    useEffect(() => {
      let wanted = true
      load().then(
        (part) => wanted && setThere(() => part),
        () => onFailed(props),
      )
      return () => {
        wanted = false
      }
    }, [])
    return There && <There {...props} />
  }
}
