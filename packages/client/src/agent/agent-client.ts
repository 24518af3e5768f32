/** What the console may ask of the engine: signals to read and verbs to call. One client is one agent on one site. */
import type {
  AgentCommands,
  ArticleDetail,
  ArticleRow,
  Author,
  Colleague,
  CollectionRow,
  FlowDetail,
  FlowFigures,
  FlowRow,
  InboxRow,
  InternalEntry,
  OfferMade,
  PageLabel,
  Reply,
  ReplyOf,
  RequestOf,
  ShownEntry,
  SiteSettings,
  Stored,
  VisitorCard,
  VisitorRun,
  WrittenPart,
} from '@docent/protocol'
import type { ReadonlySignal } from '@preact/signals-core'
import type { ConnectionStatus, Drafts, PendingMessage } from '../visitor/visitor-client.ts'

export type { ConnectionStatus, Drafts, PendingMessage } from '../visitor/visitor-client.ts'

/** A row of the inbox with what only this agent has: how far it was read, and what waits to be sent. */
export interface InboxItem extends InboxRow {
  readonly unread: boolean
  readonly hasPending: boolean
}

export interface Inbox {
  /** Every row that the agent may see, the latest activity first. */
  readonly items: ReadonlySignal<readonly InboxItem[]>
  /** False until the first pages are in. */
  readonly ready: ReadonlySignal<boolean>
  item(conversationId: string): ReadonlySignal<InboxItem | null>
}

/** A line of the desk's conversation: both logs joined in the order of [MSG2], then what waits to be sent. */
export type DeskLine =
  | { readonly log: 'public'; readonly entry: ShownEntry }
  | { readonly log: 'internal'; readonly entry: InternalEntry }
  | { readonly log: 'pending'; readonly message: PendingMessage; readonly note: boolean }

export interface DeskConversation {
  readonly id: string
  readonly lines: readonly DeskLine[]
  readonly hasOlder: boolean
  readonly loading: 'nothing' | 'latest' | 'older'
  readonly typing: readonly Author[]
  readonly visitorReadSeq: number
  readonly readSeq: number
  readonly visitorConnected: boolean
  readonly page: { readonly address: string; readonly title: string } | null
}

export interface AgentConversations {
  /** Opens a conversation: joins its rooms, loads the end of both logs, follows them until `leave`. */
  open(conversationId: string): ReadonlySignal<DeskConversation>
  leave(conversationId: string): void
  loadOlder(conversationId: string): Promise<void>
  /** Resolves when the reply is kept in the outbox. */
  send(conversationId: string, parts: readonly WrittenPart[]): Promise<void>
  addNote(conversationId: string, parts: readonly WrittenPart[]): Promise<void>
  retry(cmid: string): Promise<void>
  discard(cmid: string): Promise<void>
  markRead(conversationId: string, seq: number): void
  typing(conversationId: string, typing: boolean): void
  take(conversationId: string): Promise<Reply<{ gen: number }>>
  transfer(
    conversationId: string,
    to:
      | { readonly kind: 'agent'; readonly agentId: string }
      | { readonly kind: 'team'; readonly teamId: string },
  ): Promise<Reply<{ gen: number }>>
  resolve(conversationId: string): Promise<Reply<{ gen: number }>>
  reopen(conversationId: string): Promise<Reply<{ gen: number }>>
  visitor(conversationId: string): Promise<Reply<VisitorCard>>
}

/** An offer with the moment at which it ends by this machine's clock. */
export interface RunningOffer extends OfferMade {
  readonly endsAt: number
}

export interface Availability {
  readonly accepting: ReadonlySignal<boolean>
  readonly offers: ReadonlySignal<readonly RunningOffer[]>
  setAccepting(accepting: boolean): Promise<Reply<{ accepting: boolean }>>
  accept(offerId: string): Promise<Reply<{ gen: number }>>
  decline(offerId: string): Promise<Reply<{ gen: number }>>
}

type Answer<Command extends keyof AgentCommands> = Promise<Reply<ReplyOf<AgentCommands[Command]>>>

/** What the site has of tours, checklists, hints and banners, and what can be done with it [FLO2]. */
export interface AgentFlows {
  /** All that are not archived, as the relay orders them; null until they are known. Fetched, and kept fresh, while it is watched. */
  readonly list: ReadonlySignal<readonly FlowRow[] | null>
  show(flowId: string): Promise<Reply<FlowDetail>>
  /** The id is made by who asks, so that a create that got no answer can be tried again and makes one flow. */
  create(made: RequestOf<AgentCommands['flow:create']>): Answer<'flow:create'>
  /** Another `rev` than the one that the change was made from answers `conflict`. */
  save(made: RequestOf<AgentCommands['flow:save']>): Answer<'flow:save'>
  publish(wanted: RequestOf<AgentCommands['flow:publish']>): Answer<'flow:publish'>
  withdraw(flowId: string): Answer<'flow:withdraw'>
  restore(wanted: RequestOf<AgentCommands['flow:restore']>): Answer<'flow:restore'>
  archive(flowId: string): Answer<'flow:archive'>
  figures(wanted: RequestOf<AgentCommands['flow:figures']>): Promise<Reply<FlowFigures>>
  broken(): Answer<'flow:broken'>
  /** A token for the builder on a page of the site [FLO14]. */
  openBuilder(flowId: string, stepId?: string): Answer<'builder:open'>
}

/** What is known of the site's articles. */
export interface ArticleShelf {
  readonly articles: readonly ArticleRow[]
  readonly collections: readonly CollectionRow[]
  /** False while more of a long list is on its way. */
  readonly complete: boolean
}

/** The site's articles as those who write them work on them [HLP2]. */
export interface AgentArticles {
  /** All that are not archived, in the order in which they were made; null until they are known. Fetched, and kept fresh, while it is watched. */
  readonly list: ReadonlySignal<ArticleShelf | null>
  /** Those that are archived, in the same way. */
  readonly archived: ReadonlySignal<ArticleShelf | null>
  show(articleId: string): Promise<Reply<ArticleDetail>>
  version(of: RequestOf<AgentCommands['article:version']>): Answer<'article:version'>
  /** The id is made by who asks, so that a create that got no answer can be tried again and makes one article. */
  create(made: RequestOf<AgentCommands['article:create']>): Answer<'article:create'>
  /** Another `rev` than the one that the change was made from answers `conflict`. */
  save(made: RequestOf<AgentCommands['article:save']>): Answer<'article:save'>
  place(wanted: RequestOf<AgentCommands['article:place']>): Answer<'article:place'>
  publish(wanted: RequestOf<AgentCommands['article:publish']>): Answer<'article:publish'>
  withdraw(of: RequestOf<AgentCommands['article:withdraw']>): Answer<'article:withdraw'>
  restore(of: RequestOf<AgentCommands['article:restore']>): Answer<'article:restore'>
  archive(wanted: RequestOf<AgentCommands['article:archive']>): Answer<'article:archive'>
  confirm(wanted: RequestOf<AgentCommands['article:confirm']>): Answer<'article:confirm'>
  saveCollection(made: RequestOf<AgentCommands['collection:save']>): Answer<'collection:save'>
  removeCollection(collectionId: string): Answer<'collection:remove'>
  /** Called when somebody changed this article, or many at once; returns the undo. */
  onChange(articleId: string, listener: () => void): () => void
}

/** Leading the visitor of a conversation [FLO11] [FLO12]. */
export interface AgentGuide {
  /** Puts a card into the conversation; the tour runs once the visitor accepts it. */
  sendTour(conversationId: string, flowId: string): Promise<Reply<Stored>>
  /** What the visitor has begun and done, the latest first, live while the conversation is open; empty until it is known. */
  runs(conversationId: string): ReadonlySignal<readonly VisitorRun[]>
  /** Completes an item of a checklist for the visitor, with a line in the audit. */
  tick(conversationId: string, flowId: string, itemId: string): Promise<Reply<{ run: VisitorRun }>>
  /** What there is to point at on the visitor's page. */
  ask(conversationId: string): Promise<Reply<{ labels: readonly PageLabel[] }>>
  /** @param labelId null stops pointing */
  point(conversationId: string, labelId: string | null): Answer<'guide:point'>
}

/** The help from the desk: what is told and sent to visitors, and what they missed [HLP13] [HLP14]. */
export interface AgentHelp {
  /** Published articles by the visitors' own search. */
  find(query: string, locale?: string): Answer<'article:find'>
  /** Puts a card into the conversation; without a locale in the visitor's own language. */
  send(conversationId: string, articleId: string, locale?: string): Promise<Reply<Stored>>
  /** The id is made by who asks, so that a draft that got no answer can be asked for again and is made once. */
  draft(wanted: RequestOf<AgentCommands['article:draft']>): Answer<'article:draft'>
  /** What visitors looked for in vain, the most wanted first. */
  wanted(locale?: string): Answer<'wanted:list'>
  /** Takes it off the list until it is looked for again. */
  closeWanted(wantedId: string): Answer<'wanted:close'>
  figures(span: RequestOf<AgentCommands['help:figures']>): Answer<'help:figures'>
}

export interface AgentClient {
  readonly connection: {
    readonly status: ReadonlySignal<ConnectionStatus>
    retryNow(): void
  }
  readonly me: ReadonlySignal<{ readonly id: string; readonly name: string } | null>
  readonly inbox: Inbox
  readonly conversations: AgentConversations
  readonly availability: Availability
  readonly flows: AgentFlows
  readonly articles: AgentArticles
  readonly guide: AgentGuide
  readonly help: AgentHelp
  readonly colleagues: {
    readonly agents: ReadonlySignal<readonly Colleague[]>
    readonly teams: ReadonlySignal<readonly { readonly id: string; readonly name: string }[]>
  }
  readonly settings: {
    readonly current: ReadonlySignal<{ readonly version: number; readonly settings: SiteSettings } | null>
    save(settings: SiteSettings): Promise<Reply<{ version: number }>>
  }
  readonly drafts: Drafts
  /** Fired for each new public entry by a visitor, once per entry over this tab; for sound and notifications. */
  onVisitorMessage(
    listener: (item: { conversationId: string; name: string; text: string }) => void,
  ): () => void
  connect(): void
  close(): void
}
