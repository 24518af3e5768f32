/** The page as the rooms ask for it: time, whether somebody looks, whether there is a network, what the pointer is. */
import type { Outside } from '@docent/chat'
import { type Signal, signal } from '@preact/signals-core'

export interface PageOutside extends Outside {
  close(): void
}

export function createPageOutside(view: Window): PageOutside {
  const undo: (() => void)[] = []
  const follow = <T>(read: () => T, ...on: readonly (readonly [EventTarget, string])[]): Signal<T> => {
    const value = signal(read())
    const renew = (): void => {
      value.value = read()
    }
    for (const [target, type] of on) {
      target.addEventListener(type, renew)
      undo.push(() => target.removeEventListener(type, renew))
    }
    return value
  }
  const coarse = view.matchMedia('(pointer: coarse)')
  const page = view.document
  return {
    now: () => Date.now(),
    every: (milliseconds, act) => {
      const timer = view.setInterval(act, milliseconds)
      return () => view.clearInterval(timer)
    },
    visible: follow(() => page.visibilityState === 'visible', [page, 'visibilitychange']),
    online: follow(() => view.navigator.onLine, [view, 'online'], [view, 'offline']),
    touch: follow(() => coarse.matches, [coarse, 'change']),
    reload: () => view.location.reload(),
    close: () => {
      for (const act of undo.splice(0)) act()
    },
  }
}
