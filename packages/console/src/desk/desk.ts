/**
 * One agent's desk on one site: joins the engine with views, the open conversation, actions, toasts and attention.
 * Components get this and nothing else; it knows no DOM.
 */

import type { AgentClient } from '@docent/client/agent/types'
import { allows, type Permission, type Role } from '@docent/protocol'
import { type Announcer, createAnnouncer } from '@docent/ui/announcer.tsx'
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { draftLocale, makeDraft } from '../articles/make-draft.ts'
import { type ComposerDrafts, createComposerDrafts } from '../conversation/composer-drafts.ts'
import { createInboxViews, type InboxViews } from '../inbox/inbox-views.ts'
import type { ArticleReader } from '../outside/article-reader.ts'
import type { Chime } from '../outside/chime.ts'
import type { Clock } from '../outside/clock.ts'
import type { FirstDay } from '../outside/greeting.ts'
import type { Notifier } from '../outside/notifier.ts'
import type { Preferences } from '../outside/preferences.ts'
import {
  type ArticlesPlace,
  hrefOf,
  type OnboardingPlace,
  type Route,
  type Router,
  type ViewId,
} from '../outside/route.ts'
import type { PictureResult } from '../session/picture-upload.ts'
import type { PasswordResult } from '../session/session.ts'
import type { Access } from '../session/session-documents.ts'
import { createVisitorLookup, type VisitorLookup } from '../visitor-panel/visitor-lookup.ts'
import type { Words } from '../words/words.tsx'
import { type Actions, createActions } from './actions.ts'
import { createAttention } from './attention.ts'
import { createFocusPoints, type FocusPoints } from './focus-points.ts'
import { createOpenConversation, type OpenConversation } from './open-conversation.ts'
import { createSessionDoubt } from './session-doubt.ts'
import { createToasts, type Toasts } from './toasts.ts'

/** How much room there is: all four panes, three with the visitor in a drawer, or one at a time. */
export type Layout = 'wide' | 'medium' | 'narrow'
export type DialogName = 'palette' | 'shortcuts' | 'transfer' | 'sendTour' | 'insertArticle'

/** The world around the desk, the same for every site and sign-in. */
export interface DeskWorld {
  readonly clock: Clock
  readonly preferences: Preferences
  readonly router: Router
  readonly words: Words
  readonly layout: ReadonlySignal<Layout>
  /** Whether the desk is dark now. */
  readonly dark: ReadonlySignal<boolean>
  readonly visible: ReadonlySignal<boolean>
  readonly chime: Chime
  readonly notifier: Notifier
  /** "⌘" on Apple's machines, "Ctrl" elsewhere. */
  readonly modifier: string
  readonly after: (ms: number, run: () => void) => void
  /** The same, with a way to take it back. */
  readonly later: (ms: number, run: () => void) => () => void
  readonly every: (ms: number, tick: () => void) => () => void
  /** Brings this tab to the front. */
  readonly focusTab: () => void
  readonly reload: () => void
  /** Where the relay lies, with a slash at its end. */
  readonly relayUrl: string
  /** Reads articles as visitors do. */
  readonly articleReader: ArticleReader
  /** Makes ids that nobody else makes. */
  readonly makeId: () => string
  /** Puts a text into the clipboard; false where the browser does not permit it. */
  readonly copy: (text: string) => Promise<boolean>
}

export interface DeskSession {
  readonly access: Access
  readonly site: Access['sites'][number]
  switchSite(key: string): void
  signOut(): Promise<'done' | 'unreachable'>
  changePassword(present: string, next: string): Promise<PasswordResult>
  stillHolds(): Promise<boolean>
  uploadPicture(picture: Blob): Promise<PictureResult>
  readonly firstDay: FirstDay
}

export interface Desk extends DeskWorld, DeskSession {
  readonly client: AgentClient
  readonly role: Role
  readonly views: InboxViews
  readonly open: OpenConversation
  readonly actions: Actions
  readonly toasts: Toasts
  readonly focus: FocusPoints
  /** Set by the list while it is on screen: moves the keyboard by so many rows. */
  readonly listMoves: { current: ((step: number) => void) | null }
  readonly dialog: Signal<DialogName | null>
  /** The article that is shown beside the open conversation. */
  readonly reading: Signal<string | null>
  /** True while a draft is made of the open conversation. */
  readonly drafting: ReadonlySignal<boolean>
  /** Makes a draft of the open conversation, and opens it. */
  makeArticle(): Promise<void>
  readonly writing: Signal<'reply' | 'note'>
  readonly drafts: ComposerDrafts
  /** Panes that lie over the others where there is little room. */
  readonly viewsDrawer: Signal<boolean>
  /** Whether the visitor's panel is on screen: a pane where there is room, else a drawer. */
  readonly visitorShown: ReadonlySignal<boolean>
  toggleVisitor(): void
  readonly visitor: VisitorLookup['state']
  readonly otherConversations: VisitorLookup['others']
  reloadVisitor(): void
  readonly title: ReadonlySignal<string>
  readonly announcer: Announcer
  /** True while it is asked whether this browser still has a session. */
  readonly doubtful: ReadonlySignal<boolean>
  /** What this agent's role permits. */
  may(permission: Permission): boolean
  readonly names: { agent(id: string | null): string; team(id: string | null): string }
  viewName(view: ViewId): string
  go(route: Partial<Extract<Route, { room: 'inbox' }>>): void
  hrefTo(conversationId: string): string
  /** Goes to a place of the Onboarding area. */
  goOnboarding(place: OnboardingPlace, how?: 'push' | 'replace'): void
  /** Goes to a place of the Articles area. */
  goArticles(place: ArticlesPlace, how?: 'push' | 'replace'): void
  /** Switches notifications, after asking the browser where it has not been asked. */
  setNotifications(on: boolean): Promise<void>
  /** Signs out, or says why it cannot. */
  leave(): Promise<void>
  close(): void
}

export function createDesk(world: DeskWorld, session: DeskSession, client: AgentClient): Desk {
  const { router, preferences, words, visible } = world
  const { say } = words
  const toasts = createToasts(world.after)
  const views = createInboxViews({
    items: client.inbox.items,
    me: client.me,
    route: router.current,
    order: preferences.order,
  })
  const open = createOpenConversation({
    route: router.current,
    inbox: client.inbox,
    conversations: client.conversations,
    visible,
  })

  const teamName = (id: string | null): string =>
    client.colleagues.teams.value.find((team) => team.id === id)?.name ?? ''
  const agentName = (id: string | null): string =>
    id === null
      ? say('events.system')
      : (client.colleagues.agents.value.find((one) => one.id === id)?.name ?? say('events.someone'))
  const viewName = (view: ViewId): string =>
    view.startsWith('team:')
      ? teamName(view.slice('team:'.length)) || say('shell.teams')
      : say(`views.${view as 'mine' | 'unassigned' | 'all' | 'resolved'}`)

  const place = computed(() => {
    const { room } = router.current.value
    if (room === 'inbox') return viewName(views.view.value)
    if (room === 'articles') return say('articles.title')
    return say(room === 'settings' ? 'shell.settings' : 'onboarding.title')
  })
  const unread = computed(() => views.counts.value.get('mine')?.unread ?? 0)
  const go: Desk['go'] = (change) => {
    const now = router.current.peek()
    const base = now.room === 'inbox' ? now : { view: 'mine' as const, conversationId: null }
    router.go({ ...base, ...change, room: 'inbox' })
  }
  const announcer = createAnnouncer()
  const attention = createAttention({
    client,
    place,
    unread,
    openId: open.id,
    visible,
    preferences,
    chime: world.chime,
    notifier: world.notifier,
    every: world.every,
    announce: announcer.say,
    show: (conversationId) => {
      world.focusTab()
      go({ conversationId })
    },
    say,
  })
  const doubt = createSessionDoubt({ connection: client.connection, stillHolds: session.stillHolds })
  const actions = createActions({
    client,
    router,
    toasts,
    say,
    onRefused: (code) => {
      if (code === 'unauthenticated') doubt.raise()
    },
  })
  const viewsDrawer = signal(false)
  const visitorDrawer = signal(false)
  const inDrawer = computed(() => world.layout.value !== 'wide')
  const visitorShown = computed(() => (inDrawer.value ? visitorDrawer.value : preferences.visitorOpen.value))
  const lookup = createVisitorLookup({ client, openId: open.id, shown: visitorShown })
  const writing = signal<'reply' | 'note'>('reply')
  const reading = signal<string | null>(null)
  const drafting = signal(false)
  /** Of drafts that were asked for and got no answer. */
  const draftIds = new Map<string, string>()

  // Another conversation starts as a reply, and drawers do not follow.
  const stopTidying = effect(() => {
    open.id.value
    views.view.value
    writing.value = 'reply'
    reading.value = null
    viewsDrawer.value = false
    visitorDrawer.value = false
  })

  client.connect()
  const desk: Desk = {
    ...world,
    ...session,
    client,
    role: session.site.role,
    views,
    open,
    actions,
    toasts,
    focus: createFocusPoints(),
    listMoves: { current: null },
    dialog: signal(null),
    reading,
    drafting,
    makeArticle: async () => {
      const conversationId = open.id.peek()
      if (conversationId === null || drafting.peek()) return
      drafting.value = true
      const articleId = draftIds.get(conversationId) ?? world.makeId()
      draftIds.set(conversationId, articleId)
      if (await makeDraft(desk, { articleId, conversationId, locale: draftLocale(desk) }))
        draftIds.delete(conversationId)
      drafting.value = false
    },
    writing,
    drafts: createComposerDrafts(client.drafts),
    viewsDrawer,
    visitorShown,
    toggleVisitor: () => {
      const place = inDrawer.peek() ? visitorDrawer : preferences.visitorOpen
      place.value = !place.peek()
    },
    visitor: lookup.state,
    otherConversations: lookup.others,
    reloadVisitor: lookup.reload,
    title: attention.title,
    announcer,
    doubtful: doubt.pending,
    may: (permission) => allows(session.site.role, permission),
    names: { agent: agentName, team: teamName },
    viewName,
    go,
    setNotifications: async (on) => {
      const allowed = on ? await world.notifier.ask() : 'allowed'
      preferences.notifications.value = on && allowed === 'allowed'
      if (on && allowed !== 'allowed') toasts.warn(say('shell.notificationsBlocked'))
    },
    leave: async () => {
      if ((await session.signOut()) === 'unreachable') toasts.warn(say('notReached'))
    },
    goArticles: (place, how) => router.go({ room: 'articles', place }, how),
    goOnboarding: (place, how) => router.go({ room: 'onboarding', place }, how),
    hrefTo: (conversationId) => hrefOf({ room: 'inbox', view: views.view.value, conversationId }),
    close: () => {
      stopTidying()
      doubt.close()
      attention.close()
      lookup.close()
      open.close()
      client.close()
    },
  }
  return desk
}
