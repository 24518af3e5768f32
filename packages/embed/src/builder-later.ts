/** Whether an author builds on this page, and what fetches the builder then [FLO14]. While it is open no visitor's flow begins. */
import { sessionKey } from '@docent/builder/kept-session'
import type { BuilderOptions } from './builder.ts'
import { takeFragment } from './fragment.ts'

export interface BuilderLater {
  /** True from the first word of a token on, until the author leaves. */
  isOpen(): boolean
  close(): void
}

/** A page may be closed to storage, as in a sandboxed frame: the builder then ends with each page. */
function keptSession(view: Window): boolean {
  try {
    return view.sessionStorage.getItem(sessionKey) !== null
  } catch {
    return false
  }
}

export function createBuilderLater(
  options: Omit<BuilderOptions, 'token'>,
  load: () => Promise<{ startBuilder(options: BuilderOptions): () => void }> = () => import('./builder.ts'),
): BuilderLater {
  const { view, warn, onLeft } = options
  const token = takeFragment(view, 'docent-builder')
  let open = token !== null || keptSession(view)
  let end = (): void => {}
  const left = (): void => {
    if (!open) return
    open = false
    onLeft()
  }
  if (open)
    load().then(
      ({ startBuilder }) => {
        if (open) end = startBuilder({ ...options, token, onLeft: left })
      },
      (cause: unknown) => {
        warn('the builder could not be loaded.', cause)
        left()
      },
    )
  return {
    isOpen: () => open,
    close() {
      open = false
      end()
    },
  }
}
