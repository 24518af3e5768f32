/** A ring around what an agent points at, with the agent's name and the way to end the lead [FLO12]. */
import type { Translator } from '@docent/ui/i18n'
import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Pointer } from '../on-screen.ts'
import { followRectangle } from '../tours/follow-rectangle.ts'
import type { aboveWords } from './above-words.ts'

/** CSS pixels between the element and the ring. */
const gap = 6

export function PointerRing(props: {
  view: Window & typeof globalThis
  pointer: Pointer
  t: Translator<typeof aboveWords>
}): VNode {
  const { view, pointer, t } = props
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const follow = followRectangle({
      view,
      target: pointer.element,
      onChange: (sight) => {
        const to = box.current
        if (!to) return
        to.hidden = !sight
        if (!sight) return
        const { left, top, width, height } = sight.whole
        to.style.setProperty('--o-x', `${left - gap}px`)
        to.style.setProperty('--o-y', `${top - gap}px`)
        to.style.setProperty('--o-width', `${width + 2 * gap}px`)
        to.style.setProperty('--o-height', `${height + 2 * gap}px`)
        to.dataset.side = top > view.innerHeight / 2 ? 'above' : 'below'
      },
    })
    return follow.close
  }, [view, pointer.element])
  return (
    <div class="o-ring" ref={box}>
      <div class="o-ring-name">
        <span role="status" dir="auto">
          {t('pointing', { name: pointer.agentName })}
        </span>
        <button type="button" class="o-ring-stop" onClick={pointer.stop}>
          {t('stop')}
        </button>
      </div>
    </div>
  )
}
