/**
 * The shade over the page, with a hole where the target is: drawn anew when it is told to, and still in between. What lies
 * under the shade cannot be pressed, but scrolled. Knows nothing of steps.
 */
import { passScrolling } from './pass-scrolling.ts'
import { bottomOf, type Rectangle, rightOf } from './rectangle.ts'

export interface Overlay {
  /** All lengths in pixels of the layer that it lies in. @param hole null: there is none */
  draw(hole: Rectangle | null, radius: number, window: Rectangle): void
  setShown(shown: boolean): void
  /** Whether what is in the hole can be used. */
  setOpen(open: boolean): void
  close(): void
}

export interface OverlayOptions {
  readonly view: Window
  readonly surface: HTMLElement
  readonly onStray: (at: { readonly x: number; readonly y: number }) => void
}

/** The shade reaches over the window's edges, which move when a phone's address bar does. */
const beyond = 200

export function createOverlay({ view, surface, onStray }: OverlayOptions): Overlay {
  const part = (name: string): HTMLElement => {
    const made = Object.assign(view.document.createElement('div'), { className: name, hidden: true })
    surface.append(made)
    return made
  }
  const shade = part('t-shade')
  const ring = part('t-ring')
  const lid = part('t-lid')
  let shown = false
  let open = true
  let hasHole = false

  const show = (): void => {
    shade.hidden = !shown
    ring.hidden = !shown || !hasHole
    lid.hidden = !shown || !hasHole || open
  }
  shade.addEventListener('click', ({ clientX: x, clientY: y }) => onStray({ x, y }))
  // A press beside the target takes the focus out of no field.
  const keepFocus = (event: Event): void => event.preventDefault()
  const ends = [shade, lid].map((box) => {
    box.addEventListener('mousedown', keepFocus)
    return passScrolling(box, view)
  })

  const put = (box: HTMLElement, { left, top, width, height }: Rectangle): void => {
    for (const [name, value] of Object.entries({ left, top, width, height }))
      box.style.setProperty(name, `${value}px`)
  }
  return {
    draw: (hole, radius, window) => {
      hasHole = hole !== null
      const { left, top } = window
      put(shade, {
        left: left - beyond,
        top: top - beyond,
        width: window.width + 2 * beyond,
        height: window.height + 2 * beyond,
      })
      if (hole) {
        put(ring, hole)
        put(lid, hole)
        ring.style.borderRadius = `${radius}px`
      }
      const outer = `M0 0H${window.width + 2 * beyond}V${window.height + 2 * beyond}H0Z`
      const inner = hole ? roundedPath(hole, radius, beyond - left, beyond - top) : ''
      shade.style.clipPath = `path(evenodd, "${outer}${inner}")`
      show()
    },
    setShown: (now) => {
      shown = now
      show()
    },
    setOpen: (now) => {
      open = now
      show()
    },
    close: () => {
      for (const end of ends) end()
      for (const box of [shade, ring, lid]) box.remove()
    },
  }
}

function roundedPath(hole: Rectangle, radius: number, byX: number, byY: number): string {
  const r = Math.min(radius, hole.width / 2, hole.height / 2)
  const left = hole.left + byX
  const top = hole.top + byY
  const right = rightOf(hole) + byX
  const bottom = bottomOf(hole) + byY
  const arc = (x: number, y: number) => `A${r} ${r} 0 0 1 ${x} ${y}`
  return `M${left + r} ${top}H${right - r}${arc(right, top + r)}V${bottom - r}${arc(right - r, bottom)}H${left + r}${arc(left, bottom - r)}V${top + r}${arc(left + r, top)}Z`
}
