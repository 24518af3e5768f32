/** Short sentences that come, are read, and go by themselves. */
import { type ReadonlySignal, signal } from '@preact/signals'

export interface Toast {
  readonly id: number
  readonly tone: 'calm' | 'warning'
  readonly text: string
  readonly action: { readonly label: string; readonly run: () => void } | null
}

export interface Toasts {
  readonly list: ReadonlySignal<readonly Toast[]>
  say(text: string, action?: Toast['action']): void
  warn(text: string): void
  dismiss(id: number): void
}

/** Long enough to read two sentences and to reach the button. */
const shownFor = 6_000
const atOnce = 3

/** @param after calls back once */
export function createToasts(after: (ms: number, run: () => void) => void): Toasts {
  const list = signal<readonly Toast[]>([])
  let next = 1
  const dismiss = (id: number): void => {
    list.value = list.peek().filter((toast) => toast.id !== id)
  }
  const show = (toast: Omit<Toast, 'id'>): void => {
    const id = next
    next += 1
    const others = list.peek().filter((shown) => shown.text !== toast.text)
    list.value = [...others, { ...toast, id }].slice(-atOnce)
    after(shownFor, () => dismiss(id))
  }
  return {
    list,
    dismiss,
    say: (text, action = null) => show({ tone: 'calm', text, action }),
    warn: (text) => show({ tone: 'warning', text, action: null }),
  }
}
