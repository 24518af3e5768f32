/**
 * What happens while somebody searches and reads, told to the relay in batches: kept until it was taken, so that it counts
 * once, whatever becomes of page and network [HLP12]. A session ends with a rest of 30 minutes. Knows no article.
 */
import type { HelpEvent } from '@docent/protocol/article'
import type { articleLimits } from '@docent/protocol/limits'
import type { Ground } from '../ground.ts'
import type { HelpDoor } from './help-door.ts'

type WithoutStamp<T> = T extends unknown ? Omit<T, 'eventId' | 'at'> : never
/** An event before it has an id and a time. */
export type Happened = WithoutStamp<HelpEvent>

export interface HelpSession {
  tell(event: Happened): void
  /**
   * Told only within a session: what happens in none is no matter of help.
   * @param eventId an id of its own: told by two tabs, it counts once
   */
  tellWithin(event: Happened, eventId: string): void
  /** The page may be going: says what nobody has taken, without waiting for an answer. */
  leave(): void
  close(): void
}

export interface HelpSessionOptions {
  readonly ground: Pick<Ground, 'site' | 'storage' | 'clock' | 'ids' | 'page'>
  readonly door: HelpDoor
  /** In which language help is shown. */
  readonly locale: () => string
}

interface Waiting {
  readonly session: string
  readonly locale: string
  readonly event: HelpEvent
}
interface Kept {
  readonly session: string
  /** When it was last heard of. */
  readonly at: number
  readonly waiting: readonly Waiting[]
}

const restMs = 30 * 60_000
/** What follows at once goes along. */
const batchMs = 2_000
const retryMs = 30_000
/** Events of one request. */
const perRequest: (typeof articleLimits)['events'] = 50
/** A browser that never reaches the relay must not grow without bound. */
const most = 200
const path = '/api/v1/help/activity'

export function createHelpSession({ ground, door, locale }: HelpSessionOptions): HelpSession {
  const { site, storage, clock, ids } = ground
  const key = `${site}/help/session`
  let session: { readonly id: string; readonly at: number } | null = null
  /** What this tab has told and nobody has taken: all that can still be sent as the page is left. */
  let own: readonly Waiting[] = []
  let undoTimer: (() => void) | null = null
  let sending = false
  let closed = false
  let isLoaded = false

  const loaded = storage.get(key).then(
    (kept) => {
      if (isKept(kept)) session = { id: kept.session, at: kept.at }
      isLoaded = true
      // What an earlier page could not tell.
      if (isKept(kept) && kept.waiting.length) later(batchMs)
    },
    () => {
      isLoaded = true
    },
  )

  function put(happened: Happened, eventId: string, at: number, within: boolean): void {
    const isFresh = session !== null && at - session.at < restMs
    if (within && !isFresh) return
    const id = isFresh && session ? session.id : ids()
    session = { id, at }
    const mine: Waiting = { session: id, locale: locale(), event: { ...happened, eventId, at } }
    own = [...own, mine].slice(-most)
    storage
      .change(key, (old) => {
        const waiting = isKept(old) ? old.waiting : []
        return { session: id, at, waiting: [...waiting, mine].slice(-most) } satisfies Kept
      })
      // Without a storage it is told by this page or not at all.
      .catch(() => undefined)
      .then(() => later(batchMs))
  }

  function later(milliseconds: number): void {
    if (closed || undoTimer) return
    undoTimer = clock.after(milliseconds, () => {
      undoTimer = null
      send().catch(() => later(retryMs))
    })
  }

  async function send(): Promise<void> {
    if (sending) return
    sending = true
    try {
      for (;;) {
        const kept = await storage.get(key)
        const batch = batchOf(isKept(kept) ? kept.waiting : own)
        if (!batch || closed) return
        // What is refused would be refused again: it goes like what was taken.
        await door.post(path, bodyOf(batch))
        await forget(batch)
      }
    } finally {
      sending = false
    }
  }

  async function forget(batch: readonly Waiting[]): Promise<void> {
    const gone = new Set(batch.map(({ event }) => event.eventId))
    const isLeft = ({ event }: Waiting): boolean => !gone.has(event.eventId)
    own = own.filter(isLeft)
    await storage.change(key, (old) => (isKept(old) ? { ...old, waiting: old.waiting.filter(isLeft) } : old))
  }

  const bodyOf = (batch: readonly [Waiting, ...Waiting[]]) => ({
    site,
    session: batch[0].session,
    locale: batch[0].locale,
    events: batch.map(({ event }) => event),
  })

  function tell(event: Happened, eventId: string, within: boolean): void {
    if (closed) return
    const at = clock.now()
    if (isLoaded) put(event, eventId, at, within)
    else loaded.then(() => put(event, eventId, at, within))
  }

  const undoWake = ground.page.onWake(() => {
    if (own.length) later(0)
  })
  // Sent twice it counts once: the next page sends again what nobody answered for.
  const leave = (): void => {
    const batch = batchOf(own)
    if (batch) door.postLeaving(path, bodyOf(batch))
  }

  return {
    tell: (event) => tell(event, ids(), false),
    tellWithin: (event, eventId) => tell(event, eventId, true),
    leave,
    close() {
      if (closed) return
      leave()
      closed = true
      undoTimer?.()
      undoWake()
    },
  }
}

/** The oldest events of one session in one language, as many as a request takes. */
function batchOf(waiting: readonly Waiting[]): readonly [Waiting, ...Waiting[]] | null {
  const [first, ...rest] = waiting
  if (!first) return null
  const alike = rest.filter(({ session, locale }) => session === first.session && locale === first.locale)
  return [first, ...alike.slice(0, perRequest - 1)]
}

/** What another build of this client kept may have another form. */
const isKept = (value: unknown): value is Kept =>
  Array.isArray((value as Partial<Kept> | null | undefined)?.waiting)
