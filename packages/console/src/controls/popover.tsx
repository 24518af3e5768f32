/** A panel that hangs on a button: opens on click, closes on Esc, on a click elsewhere, and when the focus leaves it. */
import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useListener } from './use-listener.ts'

export function Popover(props: {
  /** Draws the button; `toggle` opens and closes. */
  button: (state: { open: boolean; toggle: () => void }) => VNode
  label: string
  children: (close: () => void) => ComponentChildren
  class?: string
}): VNode {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const close = (): void => {
    setOpen(false)
    box.current?.querySelector('button')?.focus()
  }

  useEffect(() => {
    if (!open) return
    const onPointer = (event: Event): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', onPointer)
    return () => document.removeEventListener('pointerdown', onPointer)
  }, [open])

  useListener(box, 'keydown', (event) => {
    if (event.key !== 'Escape' || !open) return
    event.stopPropagation()
    event.preventDefault()
    close()
  })
  useListener(box, 'focusout', (event) => {
    const next = event.relatedTarget
    if (next instanceof Node && !box.current?.contains(next)) setOpen(false)
  })

  return (
    <div ref={box} class="popover-box">
      {props.button({ open, toggle: () => setOpen(!open) })}
      {open && (
        <section class={`popover ${props.class ?? ''}`} aria-label={props.label}>
          {props.children(close)}
        </section>
      )}
    </div>
  )
}
