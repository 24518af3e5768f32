/** Who is signed in, what this browser is to do, and the way out. */
import { Avatar } from '@docent/ui/avatar.tsx'
import { IconLogOut, IconTasks } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { Popover } from '../controls/popover.tsx'
import { Switch } from '../controls/switch.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { shortcutText } from '../shortcuts/shortcuts.ts'
import { SchemeChoice } from './scheme-choice.tsx'

export function AccountMenu(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const { agent } = desk.access
  const { accepting } = desk.client.availability
  return (
    <Popover
      label={say('shell.account')}
      class="menu account-menu"
      button={({ open, toggle }) => (
        <button
          type="button"
          class="account"
          aria-expanded={open}
          title={say('shell.accountOf', { name: agent.name })}
          onClick={toggle}
        >
          <Avatar name={agent.name} id={agent.id} size={28} dot={accepting.value ? 'online' : 'away'} />
          <span class="nav-name" dir="auto">
            {agent.name}
          </span>
        </button>
      )}
    >
      {(closeMenu) => (
        <>
          <div class="menu-head">
            <p class="menu-title" dir="auto">
              {agent.name}
            </p>
            <p class="menu-text" dir="auto">
              {agent.email}
            </p>
            <p class="menu-text">{say(`roles.${desk.role}`)}</p>
          </div>
          <SchemeChoice />
          <Switch
            label={say('shell.sound')}
            on={desk.preferences.sound.value}
            onChange={(on) => {
              desk.preferences.sound.value = on
            }}
          />
          <Switch
            label={say('shell.notifications')}
            on={desk.preferences.notifications.value}
            onChange={(on) => void desk.setNotifications(on)}
          />
          {desk.firstDay.offered.value && (
            <button
              type="button"
              class="menu-item"
              onClick={() => {
                closeMenu()
                desk.firstDay.open()
              }}
            >
              <IconTasks size={16} />
              <span class="menu-name">{say('shell.firstDay')}</span>
            </button>
          )}
          <button type="button" class="menu-item" onClick={() => void desk.leave()}>
            <IconLogOut size={16} />
            <span class="menu-name">{say('shell.signOut')}</span>
            <span class="key nav-key" aria-hidden="true">
              {shortcutText('signOut', desk.modifier)}
            </span>
          </button>
        </>
      )}
    </Popover>
  )
}
