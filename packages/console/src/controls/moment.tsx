/** A moment as people say it, the full date on hover. */
import type { VNode } from 'preact'
import { useWords } from '../words/words.tsx'

export function Moment({ at, now, class: name }: { at: number; now: number; class?: string }): VNode {
  const { time } = useWords()
  return (
    <time class={name} dateTime={time.iso(at)} title={time.full(at)}>
      {time.short(at, now)}
    </time>
  )
}
