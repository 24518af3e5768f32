/** A dot at the corner of its target, and the card that it opens. Moves only when the target does. */
import { directionOf } from '@docent/ui/i18n'
import type { VNode } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Beacon } from '../on-screen.ts'
import type { StageContext } from '../stage-context.ts'
import { followRectangle } from '../tours/follow-rectangle.ts'
import { HintWords } from './hint-words.tsx'

/** CSS pixels: half of a dot, the width of a card, and what it keeps from the window's edges. */
const half = 12
const width = 280
const edge = 12
/** A target that is taller is no single control: its card stands at the dot, and covers it in part. */
const tallest = 64

export function HintBeacon({ stage, beacon }: { stage: StageContext; beacon: Beacon }): VNode {
  const { view, t } = stage
  const { hint, locale, element } = beacon
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const dot = useRef<HTMLButtonElement>(null)
  const card = useRef<HTMLDivElement>(null)
  const name = useId()
  const direction = directionOf(locale)

  useLayoutEffect(() => {
    const follow = followRectangle({
      view,
      target: element,
      onChange: (sight) => {
        const to = box.current
        if (!to) return
        const seen = sight?.visible
        // Scrolled out of its own surroundings the target is gone from sight, and so is its dot.
        to.hidden = !seen || seen.width <= 0 || seen.height <= 0
        if (!seen) return
        const x = direction === 'rtl' ? seen.left : seen.left + seen.width
        const left = Math.min(Math.max(x - half, 2), view.innerWidth - 2 * half - 2)
        const top = Math.min(Math.max(seen.top - half, 2), view.innerHeight - 2 * half - 2)
        const below = top < view.innerHeight / 2
        to.style.setProperty('--o-x', `${left}px`)
        to.style.setProperty('--o-y', `${top}px`)
        const room = view.innerWidth - width - edge
        to.style.setProperty('--o-card-x', `${Math.max(edge, Math.min(left + half - width / 2, room))}px`)
        const under = seen.height > tallest ? 0 : seen.top + seen.height + 8
        to.style.setProperty('--o-card-y', `${below ? Math.max(under, top + 2 * half + 4) : top - 8}px`)
        to.dataset.side = below ? 'below' : 'above'
      },
    })
    return follow.close
  }, [view, element, direction])
  // Before the card is painted: a key that is pressed as soon as it is seen belongs to it.
  useLayoutEffect(() => {
    if (open) card.current?.focus({ preventScroll: true })
  }, [open])

  const close = (): void => {
    setOpen(false)
    dot.current?.focus({ preventScroll: true })
  }
  return (
    <div class={open ? 'o-hint o-hint-open' : 'o-hint'} ref={box} lang={locale} dir={direction}>
      <button
        type="button"
        ref={dot}
        class="o-dot"
        aria-label={t('hint', { title: hint.title })}
        aria-expanded={open}
        onClick={() => (open ? close() : setOpen(true))}
      />
      {open && (
        <div
          ref={card}
          class="o-card o-hint-card"
          role="dialog"
          aria-labelledby={name}
          tabIndex={-1}
          onKeyDown={(event) => {
            if (event.key === 'Escape') close()
          }}
        >
          <HintWords hint={hint} name={name} t={t} act={beacon.act} gotIt={beacon.gotIt} />
        </div>
      )}
    </div>
  )
}
