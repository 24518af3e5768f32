/**
 * Whether an author builds on this page, and what fetches the builder then: a file of its own beside the chunks' folder,
 * which no visitor ever loads [FLO14]. While it is open no visitor's flow begins.
 */
import { sessionKey } from '@docent/builder/kept-session'
import type { BuilderOptions } from './builder.ts'

export interface BuilderLater {
  /** True from the first word of a token on, until the author leaves. */
  isOpen(): boolean
  close(): void
}

type Load = (address: string) => Promise<{ startBuilder(options: BuilderOptions): () => void }>

export function createBuilderLater(
  options: BuilderOptions,
  load: Load = (address) => import(/* @vite-ignore */ address),
): BuilderLater {
  const { view, onLeft } = options
  let end = (): void => {}
  let open = view.location.hash.startsWith('#docent-builder=')
  try {
    open ||= sessionKey in view.sessionStorage
  } catch {
    // A page may be closed to storage, as in a sandboxed frame: the builder then ends with each page.
  }
  const left = (): void => {
    open = false
    onLeft()
  }
  if (open)
    load(`${options.base}embed/builder.js`)
      .then(({ startBuilder }) => {
        if (open) end = startBuilder({ ...options, onLeft: left })
      })
      .catch((cause: unknown) => {
        options.warn('the builder could not be loaded.', cause)
        left()
      })
  return {
    isOpen: () => open,
    close() {
      open = false
      end()
    },
  }
}
