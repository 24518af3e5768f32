/** THE table of what the relay says unasked. Every client ignores keys that it does not know [SYN6]. */
import type { Colleague, InboxRow } from './commands/agent.ts'
import type { VisitorRun } from './commands/flow-fields.ts'
import type { QueuePlace } from './commands/visitor.ts'
import type { Entry, InternalEntry } from './conversation.ts'
import type { FlowRun } from './flow-run.ts'
import type { Author } from './participant.ts'
import type { Failure } from './reply.ts'
import type { PublicSettings, SiteSettings } from './settings.ts'

/** Fired when a connection is ready to be used: rooms are joined, presence is counted. */
interface Ready {
  readonly protocol: number
  /** The relay's clock, milliseconds since 1970. */
  readonly now: number
  /** The database's id; another one than before means that it was restored [MSG7]. */
  readonly epoch: string
  /** Width in milliseconds of the window over which idle clients spread their next reconnect [CON]. */
  readonly reconnectWindowMs: number
}

export type VisitorIdentity =
  | { readonly kind: 'anonymous'; readonly visitorId: string | null }
  | { readonly kind: 'user'; readonly visitorId: string; readonly expiresAt: number }

/** Whether somebody answers at the moment; `nextOpenAt` is in the relay's milliseconds, null where no hours are set. */
export interface TeamAvailability {
  readonly state: 'online' | 'away'
  readonly nextOpenAt: number | null
}

interface SharedEvents {
  /** Fired when an entry was stored by somebody else than this socket; again for a duplicate [MSG5]. */
  'entry:appended': { readonly entry: Entry }
  /** Fired when somebody else in a conversation begins or ends typing; volatile. */
  'typing:changed': { readonly conversationId: string; readonly author: Author; readonly typing: boolean }
  /** Fired when a read mark rose. A visitor hears of agents' marks only as "agents". */
  'read:changed': {
    readonly conversationId: string
    readonly by: 'visitor' | 'agents' | 'me'
    readonly seq: number
  }
  /** Fired before the relay goes away on purpose. */
  bye: { readonly reason: 'restart' | 'overload'; readonly reconnectWindowMs: number }
  /** Fired when the relay ends the session itself; the connection closes behind it. */
  'session:ended': { readonly error: Failure }
}

export interface VisitorEvents extends SharedEvents {
  ready: Ready & {
    readonly identity: VisitorIdentity
    readonly availability: TeamAvailability
    readonly settingsVersion: number
    /** As in the boot document: what was published while there was no connection shows here [FLO3]. */
    readonly flows?: string
    /** The same of its articles [HLP4]. */
    readonly help?: string
  }
  /** The heads of the visitor's open conversations, unknown ones too [SYN3]. */
  head: { readonly heads: readonly (readonly [conversationId: string, seq: number])[] }
  /** Fired when status, agent or place in the queue changed. */
  'conversation:changed': {
    readonly conversationId: string
    readonly status: 'open' | 'resolved'
    readonly agent: Author | null
    readonly queue: QueuePlace | null
  }
  'availability:changed': TeamAvailability
  /** Fired when the site's settings were saved. */
  'settings:changed': { readonly version: number; readonly settings: PublicSettings }
  /** Fired when a run of this visitor changed in another tab, on another device, or by an agent. */
  'run:changed': { readonly run: FlowRun }
  /** Fired when the site published or withdrew a flow; null: none is published any more. */
  'flows:changed': { readonly revision: string | null }
  /** Fired when what the site has published of articles changed: the name of the new documents, null for none. */
  'help:changed': { readonly revision: string | null }
  /** Fired when the host's backend, or another device, tracked an event of this visitor. */
  'event:counted': { readonly name: string; readonly count: number }
  /** Fired when an agent who leads asks what there is to point at; answered by `guide:labels` [FLO12]. */
  'guide:asked': { readonly requestId: string; readonly conversationId: string }
  /** Fired when the agent points at an element of this page; null: at none any more. */
  'guide:pointed': {
    readonly conversationId: string
    readonly labelId: string | null
    readonly agent: Author
  }
  /** Fired a minute before a signed-in user's session ends. */
  'session:expiring': { readonly expiresAt: number }
}

/** An offer as each tab of its agent shows it. `remainingMs` spares the reader a comparison of clocks. */
export interface OfferMade {
  readonly offerId: string
  readonly conversationId: string
  readonly until: number
  readonly remainingMs: number
  readonly visitorName: string
  readonly preview: string
  readonly why: import('./conversation.ts').Why
}

export interface AgentEvents extends SharedEvents {
  ready: Ready & {
    readonly agent: { readonly id: string; readonly name: string }
    readonly inboxRev: number
    readonly settingsVersion: number
    readonly accepting: boolean
    readonly offers: readonly OfferMade[]
  }
  /** The heads of the conversations whose room this socket is in, both logs, and the inbox's counter [SYN3] [SYN5]. */
  head: {
    readonly heads: readonly (readonly [conversationId: string, seq: number, iseq: number])[]
    readonly inboxRev: number
  }
  'internal:appended': { readonly entry: InternalEntry }
  /** Fired when rows of the inbox changed; `after` is the counter that these follow. A gap is closed by `inbox:sync`. */
  'inbox:changed': { readonly after: number; readonly rev: number; readonly rows: readonly InboxRow[] }
  'offer:made': OfferMade
  /** Fired in all tabs of an agent when an offer was answered, ran out or was withdrawn. */
  'offer:ended': {
    readonly offerId: string
    readonly conversationId: string
    readonly outcome: 'accepted' | 'declined' | 'missed' | 'withdrawn'
  }
  /** Fired when a colleague, or the agent in another tab, came, went, or changed what is accepted. */
  'agent:changed': { readonly agent: Colleague }
  /** Fired when a visitor of a watched conversation came or went, or opened another page. */
  'visitor:changed': {
    readonly conversationId: string
    readonly visitorId: string
    readonly connected: boolean
    readonly page: { readonly address: string; readonly title: string } | null
  }
  'settings:changed': { readonly version: number; readonly settings: SiteSettings }
  /** Fired when a run of the visitor of a watched conversation changed: whoever follows sees the step. */
  'visitor:progressed': { readonly conversationId: string; readonly run: VisitorRun }
  /** Fired when a flow was saved, published, withdrawn or archived. */
  'flow:changed': { readonly flowId: string }
  /** Fired when an article was saved, published, withdrawn, moved or archived; null: many at once, or a collection. */
  'article:changed': { readonly articleId: string | null }
}

/** Socket.IO's map of server→client events for a table. */
export type ListensTo<Table> = { [Name in keyof Table]: (payload: Table[Name]) => void }
