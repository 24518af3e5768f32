/** The desk's rooms side by side where there is room, one at a time where there is little. */
import type { VNode } from 'preact'
import { ArticlesRoom } from '../articles/articles-room.tsx'
import { InsertPicker } from '../articles/insert/insert-picker.tsx'
import { ArticlePane } from '../articles/reading/article-pane.tsx'
import { ConversationPane } from '../conversation/conversation-pane.tsx'
import { TransferPicker } from '../conversation/transfer-picker.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { ListPane } from '../inbox/list-pane.tsx'
import { Offers } from '../offers/offers.tsx'
import { SendTourPicker } from '../onboarding/guide/send-tour-picker.tsx'
import { OnboardingRoom } from '../onboarding/onboarding-room.tsx'
import { Palette } from '../palette/palette.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'
import { ShortcutHelp } from '../shortcuts/shortcut-help.tsx'
import { VisitorPanel } from '../visitor-panel/visitor-panel.tsx'
import { ConnectionStrip } from './connection-strip.tsx'
import { Sidebar } from './sidebar.tsx'
import { Toaster } from './toaster.tsx'
import { useShortcuts } from './use-shortcuts.ts'

export function Shell(): VNode {
  const desk = useDesk()
  useShortcuts(desk)
  const layout = desk.layout.value
  const Announcements = desk.announcer.region
  return (
    <div class={`shell shell-${layout}`}>
      <button type="button" class="skip" onClick={() => desk.focus.to('list')}>
        {desk.words.say('shell.skip')}
      </button>
      <ConnectionStrip />
      <div class="panes">
        <Views />
        <main class="rooms">
          <Room />
        </main>
      </div>
      <Offers />
      <Toaster />
      <Announcements />
      <Dialogs />
    </div>
  )
}

function Views(): VNode | null {
  const desk = useDesk()
  const open = desk.preferences.viewsOpen
  if (desk.layout.value !== 'narrow')
    return (
      <Sidebar
        folded={!open.value}
        onFold={() => {
          open.value = !open.value
        }}
      />
    )
  if (!desk.viewsDrawer.value) return null
  const close = (): void => {
    desk.viewsDrawer.value = false
  }
  return (
    <div class="drawer drawer-start">
      <Sidebar folded={false} onFold={close} />
      <button
        type="button"
        class="drawer-ground"
        aria-label={desk.words.say('shell.close')}
        onClick={close}
      />
    </div>
  )
}

function Room(): VNode {
  const route = useDesk().router.current.value
  if (route.room === 'settings') return <SettingsPage />
  if (route.room === 'articles') return <ArticlesRoom place={route.place} />
  return route.room === 'onboarding' ? <OnboardingRoom place={route.place} /> : <Inbox />
}

function Inbox(): VNode {
  const desk = useDesk()
  const id = desk.open.id.value
  const narrow = desk.layout.value === 'narrow'
  const row = desk.open.row.value
  return (
    <>
      {(!narrow || id === null) && <ListPane />}
      {(!narrow || id !== null) && <ConversationPane />}
      {id !== null && row && <Beside conversationId={id} />}
    </>
  )
}

/** What lies beside the conversation: an article that is read there, else the visitor. */
function Beside({ conversationId }: { conversationId: string }): VNode | null {
  const desk = useDesk()
  const reading = desk.reading.value
  if (reading !== null)
    return (
      <AtTheSide
        onClose={() => {
          desk.reading.value = null
        }}
      >
        <ArticlePane articleId={reading} />
      </AtTheSide>
    )
  if (!desk.visitorShown.value) return null
  return (
    <AtTheSide onClose={desk.toggleVisitor}>
      <VisitorPanel conversationId={conversationId} />
    </AtTheSide>
  )
}

/** A pane where there is room, else a drawer. */
function AtTheSide({ onClose, children }: { onClose: () => void; children: VNode }): VNode {
  const desk = useDesk()
  if (desk.layout.value === 'wide') return children
  return (
    <div class="drawer drawer-end">
      <button
        type="button"
        class="drawer-ground"
        aria-label={desk.words.say('shell.close')}
        onClick={onClose}
      />
      {children}
    </div>
  )
}

function Dialogs(): VNode | null {
  const desk = useDesk()
  const id = desk.open.id.value
  switch (desk.dialog.value) {
    case 'palette':
      return <Palette />
    case 'shortcuts':
      return <ShortcutHelp />
    case 'insertArticle':
      return id === null ? null : <InsertPicker conversationId={id} />
    case 'sendTour':
      return id === null ? null : <SendTourPicker conversationId={id} />
    case 'transfer':
      return id === null ? null : <TransferPicker conversationId={id} />
    default:
      return null
  }
}
