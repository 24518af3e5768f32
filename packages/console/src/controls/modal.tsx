/** A dialog over everything: the browser's own, so focus, Esc and the rest of the page are its business. */
import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useListener } from './use-listener.ts'

export function Modal(props: {
  label: string
  onClose: () => void
  children: ComponentChildren
  class?: string
}): VNode {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    const before = document.activeElement
    if (dialog && !dialog.open) dialog.showModal()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  useListener(ref, 'click', (event) => {
    if (event.target === ref.current) props.onClose()
  })
  return (
    <dialog
      ref={ref}
      class={`modal ${props.class ?? ''}`}
      aria-label={props.label}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
    >
      {props.children}
    </dialog>
  )
}
