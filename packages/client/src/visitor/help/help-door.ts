/** The relay's routes for visitors' help, as a page asks them: over HTTP, so that help works while the socket does not. */

/** Null: there is no such thing. Rejects where it is worth another try. */
export interface HelpDoor {
  get<T>(path: string, signal?: AbortSignal): Promise<T | null>
  bytes(path: string): Promise<Uint8Array | null>
  /** True: it was taken. False: it never will be. Rejects where it is worth another try. */
  post(path: string, body: unknown): Promise<boolean>
  /** The page is being left: there is nobody to answer to. */
  postLeaving(path: string, body: unknown): void
  /** A path of the relay as an address. */
  addressOf(path: string): string
}

export interface HelpDoorOptions {
  readonly view: Pick<Window & typeof globalThis, 'fetch' | 'navigator'>
  /** The relay, ending in a slash; it may lie behind a base path. */
  readonly base: string
}

export function createHelpDoor({ view, base }: HelpDoorOptions): HelpDoor {
  const addressOf = (path: string): string => new URL(path.replace(/^\//, ''), base).href
  const asked = async (path: string, more: RequestInit): Promise<Response> => {
    const response = await view.fetch(addressOf(path), { credentials: 'omit', ...more })
    if (response.status >= 500 || response.status === 429) throw new Error(`${response.status}`)
    return response
  }
  return {
    addressOf,
    async get<T>(path: string, signal?: AbortSignal) {
      const response = await asked(path, signal ? { signal } : {})
      return response.ok ? ((await response.json()) as T) : null
    },
    async bytes(path) {
      const response = await asked(path, {})
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
    },
    // As plain text, so that no question goes before it.
    post: async (path, body) =>
      (await asked(path, { method: 'POST', body: JSON.stringify(body), keepalive: true })).ok,
    postLeaving(path, body) {
      view.navigator.sendBeacon?.(addressOf(path), JSON.stringify(body))
    },
  }
}
