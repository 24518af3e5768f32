/** The builder's session over the pages that an author walks through: in this tab only, gone with it. */
export interface KeptSession {
  read(): string | null
  keep(session: string): void
  forget(): void
}

/** Under this key the embed sees that a builder is open. */
export const sessionKey = 'docent-builder'

export function createKeptSession(view: Pick<Window, 'sessionStorage'>): KeptSession {
  // A page may be closed to storage, as in a sandboxed frame: the builder then ends with the page.
  const attempt = <T>(act: () => T): T | null => {
    try {
      return act()
    } catch {
      return null
    }
  }
  return {
    read: () => attempt(() => view.sessionStorage.getItem(sessionKey)),
    keep: (session) => void attempt(() => view.sessionStorage.setItem(sessionKey, session)),
    forget: () => void attempt(() => view.sessionStorage.removeItem(sessionKey)),
  }
}
