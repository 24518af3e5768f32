/** What an agent likes in this browser. */
import type { VNode } from 'preact'
import { Switch } from '../controls/switch.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { SchemeChoice } from '../shell/scheme-choice.tsx'

export function OwnSettings(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const { preferences } = desk
  return (
    <section class="settings-section">
      <h2 class="settings-title">{say('settings.yours')}</h2>
      <p class="settings-text">{say('settings.yoursText')}</p>
      <SchemeChoice />
      <Switch
        label={say('shell.sound')}
        text={say('settings.soundText')}
        on={preferences.sound.value}
        onChange={(on) => {
          preferences.sound.value = on
        }}
      />
      <Switch
        label={say('shell.notifications')}
        text={say('settings.notificationsText')}
        on={preferences.notifications.value}
        onChange={(on) => void desk.setNotifications(on)}
      />
      <Switch
        label={say('settings.keys')}
        text={say('settings.keysText')}
        on={preferences.keys.value}
        onChange={(on) => {
          preferences.keys.value = on
        }}
      />
    </section>
  )
}
