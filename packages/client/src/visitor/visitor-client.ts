/**
 * What the rooms of the widget may ask of the engine: signals to read and verbs to call.
 * Nothing here knows how it is drawn; nothing in a room knows of sockets or storage.
 */
import type {
  Author,
  BootDocument,
  ErrorCode,
  Origin,
  Page,
  Profile,
  QueuePlace,
  ShownEntry,
  TeamAvailability,
  WrittenPart,
} from '@docent/protocol'
import type { Facts } from '@docent/protocol/rule'
import type { ReadonlySignal } from '@preact/signals-core'

/** Where the connection stands. `waiting` says when it is tried again, so that a strip can count down. */
export type ConnectionStatus =
  | { readonly state: 'idle' }
  | { readonly state: 'connecting' }
  | { readonly state: 'open' }
  /** `retryAt`: milliseconds since 1970 by this machine's clock. */
  | { readonly state: 'waiting'; readonly retryAt: number }
  /** The relay refused: not tried again until `retryNow` or new settings. */
  | { readonly state: 'refused'; readonly code: ErrorCode; readonly message: string }
  | { readonly state: 'closed' }

/** A message that the relay has not acknowledged yet. */
export interface PendingMessage {
  readonly cmid: string
  readonly conversationId: string
  readonly parts: readonly WrittenPart[]
  /** Milliseconds since 1970 by this machine's clock. */
  readonly writtenAt: number
  readonly state:
    | { readonly kind: 'queued' }
    | { readonly kind: 'sending' }
    /** Refused for good: the text stays here until it is tried again or discarded. */
    | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string }
}

/** One conversation as it is shown: what the relay stored, then what waits to be sent [SYN7]. */
export interface ConversationView {
  readonly id: string
  readonly status: 'new' | 'open' | 'resolved'
  readonly entries: readonly ShownEntry[]
  readonly pending: readonly PendingMessage[]
  readonly hasOlder: boolean
  readonly loading: 'nothing' | 'latest' | 'older'
  /** Who answers, once somebody does. */
  readonly agent: Author | null
  readonly queue: QueuePlace | null
  /** Names of those who are writing now. */
  readonly typing: readonly Author[]
  readonly readSeq: number
  readonly agentsReadSeq: number
  readonly unread: number
  readonly startedAt: number
  /** Set once an e-mail address was left here. */
  readonly contactEmail: string | null
}

export interface Conversations {
  /** All of the visitor's conversations, the latest first, a pending start among them. */
  readonly list: ReadonlySignal<readonly ConversationView[]>
  /** Unread entries of others over all conversations. */
  readonly unread: ReadonlySignal<number>
  /** True once the list is known: from the relay, or from this browser's copy while offline. */
  readonly ready: ReadonlySignal<boolean>
  view(conversationId: string): ReadonlySignal<ConversationView | null>
  /** Begins a conversation, or joins the start that is pending already [STA2]; resolves with its id once it is in the outbox. */
  start(parts: readonly WrittenPart[], origin?: Origin): Promise<string>
  /** Puts a message into the outbox; resolves when it is kept there, not when it was sent. */
  send(conversationId: string, parts: readonly WrittenPart[]): Promise<void>
  /** Tries a failed message again, with the same id. */
  retry(cmid: string): Promise<void>
  /** Drops a failed message. */
  discard(cmid: string): Promise<void>
  loadOlder(conversationId: string): Promise<void>
  /** Says that everything up to `seq` is in view of a person [MRK]. */
  markRead(conversationId: string, seq: number): void
  /** Called with each key press; sends at most once in 3 s [MRK]. */
  typing(conversationId: string, typing: boolean): void
  /** Leaves an address for an answer by mail; rejects with a `RequestError`. */
  leaveContact(conversationId: string, email: string): Promise<void>
}

/** The text that a visitor has begun: it survives a reload. */
export interface Drafts {
  /** @param key a conversation's id, or `new` */
  read(key: string): Promise<string>
  write(key: string, text: string): void
}

export interface VisitorClient {
  readonly connection: {
    readonly status: ReadonlySignal<ConnectionStatus>
    /** Tries at once instead of waiting. */
    retryNow(): void
    /** True while a panel is open: reconnects within a second instead of spreading [CON]. */
    setUrgent(urgent: boolean): void
  }
  readonly availability: ReadonlySignal<TeamAvailability>
  readonly identity: ReadonlySignal<{
    readonly kind: 'anonymous' | 'user'
    readonly visitorId: string | null
  }>
  readonly settings: ReadonlySignal<BootDocument['settings']>
  readonly conversations: Conversations
  readonly drafts: Drafts
  /** What the page's rules are matched against. */
  readonly facts: ReadonlySignal<Facts>
  update(profile: Profile): void
  track(name: string, properties?: Readonly<Record<string, string | number | boolean | null>>): void
  page(page: Page): void
  /** Opens the connection; does nothing when it is open. */
  connect(): void
  /** Closes socket, listeners and timers; keeps what is stored. Idempotent. */
  close(): void
  /**
   * Signs out: tries the outbox for at most 3 s, ends the session, forgets every stored key, closes.
   * Resolves with the messages that could not be sent and are now gone.
   */
  shutdown(): Promise<readonly PendingMessage[]>
}
