/** The first pane: whether new conversations come, the views and teams with their counts, and the account. */
import {
  IconArchive,
  IconBookOpen,
  IconFlag,
  IconInbox,
  IconKeyboard,
  IconList,
  IconMessage,
  IconPanelLeft,
  IconSearch,
  IconSettings,
  IconUser,
  IconUsers,
} from '@docent/ui/icons.tsx'
import type { ComponentChildren, VNode } from 'preact'
import { Switch } from '../controls/switch.tsx'
import { ToolButton } from '../controls/tool-button.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { fixedViews } from '../inbox/inbox-views.ts'
import { hrefOf, type ViewId } from '../outside/route.ts'
import { ariaKeys, type ShortcutName, shortcutText } from '../shortcuts/shortcuts.ts'
import { AccountMenu } from './account-menu.tsx'
import { SiteSwitcher } from './site-switcher.tsx'

const viewIcons = {
  mine: <IconUser size={18} />,
  unassigned: <IconInbox size={18} />,
  all: <IconList size={18} />,
  resolved: <IconArchive size={18} />,
}

export function Sidebar({ folded, onFold }: { folded: boolean; onFold: () => void }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const { availability } = desk.client
  const accepting = availability.accepting.value
  // Until the relay has said how it stands, what is shown is a guess, and a turn would be lost.
  const connected = desk.client.connection.status.value.state === 'open'
  const teams = desk.client.colleagues.teams.value
  return (
    <aside class={`pane sidebar ${folded ? 'sidebar-folded' : ''}`} aria-label={say('shell.desk')}>
      <div class="sidebar-head">
        <span class="mark" aria-hidden="true">
          <IconMessage size={18} />
        </span>
        <SiteSwitcher />
        <ToolButton
          label={say(folded ? 'shell.unfoldViews' : 'shell.foldViews')}
          keys="views"
          tip="below"
          tipAlign={folded ? 'start' : 'end'}
          expanded={!folded}
          class="sidebar-fold"
          onClick={onFold}
        >
          <IconPanelLeft />
        </ToolButton>
      </div>
      <SidebarButton
        label={say('shell.paletteShort')}
        icon={<IconSearch size={18} />}
        keys="palette"
        onClick={() => {
          desk.dialog.value = 'palette'
        }}
      />
      <div class="sidebar-accepting">
        <Switch
          label={say('shell.accepting')}
          on={accepting}
          waits={!connected}
          tip={`${say(accepting ? 'shell.acceptingOn' : 'shell.acceptingOff')} · ${shortcutText('accepting', desk.modifier)}`}
          onChange={(on) => void desk.actions.setAccepting(on)}
        />
      </div>
      <nav class="sidebar-nav" aria-label={say('shell.views')}>
        <ul>
          {fixedViews.map((view, index) => (
            <ViewLink
              key={view}
              view={view}
              icon={viewIcons[view]}
              keys={`view${index + 1}` as 'view1' | 'view2' | 'view3' | 'view4'}
            />
          ))}
        </ul>
        <ul class="sidebar-rooms">
          <RoomLink room="onboarding" icon={<IconFlag size={18} />} />
          <RoomLink room="articles" icon={<IconBookOpen size={18} />} />
        </ul>
        {teams.length > 0 && (
          <>
            <h2 class="sidebar-heading">{say('shell.teams')}</h2>
            <ul>
              {teams.map((team) => (
                <ViewLink key={team.id} view={`team:${team.id}`} icon={<IconUsers size={18} />} />
              ))}
            </ul>
          </>
        )}
      </nav>
      <div class="sidebar-foot">
        <SidebarButton
          label={say('shell.shortcuts')}
          icon={<IconKeyboard size={18} />}
          keys="help"
          onClick={() => {
            desk.dialog.value = 'shortcuts'
          }}
        />
        <a
          class="nav-link"
          href={hrefOf({ room: 'settings' })}
          aria-current={desk.router.current.value.room === 'settings' ? 'page' : undefined}
          aria-keyshortcuts={ariaKeys('settings', desk.modifier)}
          title={shortcutTitle(desk, say('shell.settings'), 'settings')}
        >
          <IconSettings size={18} />
          <span class="nav-name">{say('shell.settings')}</span>
        </a>
        <AccountMenu />
      </div>
    </aside>
  )
}

function ViewLink({
  view,
  icon,
  keys,
}: {
  view: ViewId
  icon: ComponentChildren
  keys?: ShortcutName
}): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const name = desk.viewName(view)
  const route = desk.router.current.value
  const count = desk.views.counts.value.get(view) ?? { total: 0, unread: 0 }
  const current = route.room === 'inbox' && route.view === view
  return (
    <li>
      <a
        class="nav-link"
        href={hrefOf({ room: 'inbox', view, conversationId: null })}
        aria-current={current ? 'page' : undefined}
        aria-keyshortcuts={keys ? ariaKeys(keys, desk.modifier) : undefined}
        title={shortcutTitle(desk, name, keys)}
      >
        {icon}
        <span class="nav-name" dir="auto">
          {name}
        </span>
        <span class="d-hidden">{say('list.total', { count: count.total })}</span>
        {view !== 'resolved' && count.total > 0 && (
          <span class={`nav-count ${count.unread > 0 ? 'nav-count-unread' : ''}`} aria-hidden="true">
            {count.total.toLocaleString(say.locale)}
          </span>
        )}
      </a>
    </li>
  )
}

function RoomLink({ room, icon }: { room: 'onboarding' | 'articles'; icon: ComponentChildren }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  return (
    <li>
      <a
        class="nav-link"
        href={hrefOf({ room, place: { kind: 'list' } })}
        aria-current={desk.router.current.value.room === room ? 'page' : undefined}
        aria-keyshortcuts={ariaKeys(room, desk.modifier)}
        title={shortcutTitle(desk, say(`${room}.title`), room)}
      >
        {icon}
        <span class="nav-name">{say(`${room}.title`)}</span>
      </a>
    </li>
  )
}

function SidebarButton(props: {
  label: string
  icon: ComponentChildren
  keys: ShortcutName
  onClick: () => void
}): VNode {
  const { modifier } = useDesk()
  return (
    <button
      type="button"
      class="nav-link"
      aria-keyshortcuts={ariaKeys(props.keys, modifier)}
      title={props.label}
      onClick={props.onClick}
    >
      {props.icon}
      <span class="nav-name">{props.label}</span>
      <span class="key nav-key" aria-hidden="true">
        {shortcutText(props.keys, modifier)}
      </span>
    </button>
  )
}

const shortcutTitle = (desk: ReturnType<typeof useDesk>, name: string, keys?: ShortcutName): string =>
  keys ? `${name} · ${shortcutText(keys, desk.modifier)}` : name
