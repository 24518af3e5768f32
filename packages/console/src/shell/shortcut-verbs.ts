/** What each shortcut does at this desk. A verb that makes no sense now does nothing. */

import type { Desk } from '../desk/desk.ts'
import { fixedViews } from '../inbox/inbox-views.ts'
import type { ShortcutName } from '../shortcuts/shortcuts.ts'

export type ShortcutVerbs = Partial<Record<ShortcutName, () => void>>

export function createShortcutVerbs(desk: Desk): ShortcutVerbs {
  const { actions, preferences } = desk
  const row = () => desk.open.row.peek()
  const firstOffer = () => desk.client.availability.offers.peek()[0]
  const goToView = (index: number) => (): void => {
    const view = fixedViews[index]
    if (view) desk.go({ view, conversationId: null })
  }
  const write = (mode: 'reply' | 'note') => (): void => {
    if (!row()) return
    desk.writing.value = mode
    desk.focus.to('reply')
  }
  return {
    palette: () => {
      desk.dialog.value = desk.dialog.peek() === 'palette' ? null : 'palette'
    },
    help: () => {
      desk.dialog.value = 'shortcuts'
    },
    next: () => desk.listMoves.current?.(1),
    previous: () => desk.listMoves.current?.(-1),
    filter: () => desk.focus.to('filter'),
    sort: () => {
      preferences.order.value = preferences.order.peek() === 'latest' ? 'waiting' : 'latest'
    },
    view1: goToView(0),
    view2: goToView(1),
    view3: goToView(2),
    view4: goToView(3),
    reply: write('reply'),
    note: write('note'),
    take: () => {
      const now = row()
      if (now?.status === 'open' && now.agentId !== desk.client.me.peek()?.id) void actions.take(now.id)
    },
    transfer: () => {
      if (row()?.status === 'open') desk.dialog.value = 'transfer'
    },
    resolve: () => {
      const now = row()
      if (now?.status === 'open') void actions.resolve(now.id)
    },
    reopen: () => {
      const now = row()
      if (now?.status === 'resolved') void actions.reopen(now.id)
    },
    accept: () => {
      const offer = firstOffer()
      if (offer) void actions.accept(offer.offerId)
    },
    decline: () => {
      const offer = firstOffer()
      if (offer) void actions.decline(offer.offerId)
    },
    accepting: () => void actions.setAccepting(!desk.client.availability.accepting.peek()),
    views: () => {
      const place = desk.layout.peek() === 'narrow' ? desk.viewsDrawer : preferences.viewsOpen
      place.value = !place.peek()
    },
    visitor: () => desk.toggleVisitor(),
    onboarding: () => desk.goOnboarding({ kind: 'list' }),
    articles: () => desk.goArticles({ kind: 'list' }),
    insertArticle: () => {
      if (row()?.status === 'open') desk.dialog.value = 'insertArticle'
    },
    makeArticle: () => {
      if (row() && desk.may('articles.write')) void desk.makeArticle()
    },
    sendTour: () => {
      if (row()?.status === 'open' && desk.may('flows.guide')) desk.dialog.value = 'sendTour'
    },
    settings: () => desk.router.go({ room: 'settings' }),
    sound: () => {
      preferences.sound.value = !preferences.sound.peek()
    },
    signOut: () => void desk.leave(),
  }
}
