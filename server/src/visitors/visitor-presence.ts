/** Which visitors are connected, and the page that each is on: in the memory of this node, never in the database [PRS6]. */
import type { Page } from '@docent/protocol'

interface Here {
  readonly sockets: Map<string, Page | null>
  /** The page that was opened last, in any tab. */
  page: Page | null
}

export interface VisitorPresence {
  came(visitorId: string, socketId: string): void
  left(visitorId: string, socketId: string): void
  opened(visitorId: string, socketId: string, page: Page): void
  isConnected(visitorId: string): boolean
  pageOf(visitorId: string): Page | null
  count(): number
}

/** @param onChanged fired when a visitor came, left, or opened another page */
export function createVisitorPresence(onChanged: (visitorId: string) => void): VisitorPresence {
  const visitors = new Map<string, Here>()
  return {
    came(visitorId, socketId) {
      const here = visitors.get(visitorId)
      if (here) {
        here.sockets.set(socketId, null)
        return
      }
      visitors.set(visitorId, { sockets: new Map([[socketId, null]]), page: null })
      onChanged(visitorId)
    },
    left(visitorId, socketId) {
      const here = visitors.get(visitorId)
      if (!here?.sockets.delete(socketId)) return
      if (here.sockets.size === 0) visitors.delete(visitorId)
      else here.page = [...here.sockets.values()].findLast((page) => page !== null) ?? here.page
      onChanged(visitorId)
    },
    opened(visitorId, socketId, page) {
      const here = visitors.get(visitorId)
      if (!here?.sockets.has(socketId)) return
      here.sockets.set(socketId, page)
      here.page = page
      onChanged(visitorId)
    },
    isConnected: (visitorId) => visitors.has(visitorId),
    pageOf: (visitorId) => visitors.get(visitorId)?.page ?? null,
    count: () => visitors.size,
  }
}
