/** Light, dark, or like the system. */
import { IconMonitor, IconMoon, IconSun } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'

const schemes = [
  ['auto', <IconMonitor key="auto" size={16} />],
  ['light', <IconSun key="light" size={16} />],
  ['dark', <IconMoon key="dark" size={16} />],
] as const

export function SchemeChoice(): VNode {
  const { preferences, words } = useDesk()
  return (
    <fieldset class="segments">
      <legend class="d-hidden">{words.say('shell.appearance')}</legend>
      {schemes.map(([scheme, icon]) => (
        <button
          key={scheme}
          type="button"
          class="segment"
          aria-pressed={preferences.scheme.value === scheme}
          title={words.say(`shell.schemes.${scheme}`)}
          onClick={() => {
            preferences.scheme.value = scheme
          }}
        >
          {icon}
          <span class="segment-name">{words.say(`shell.schemes.${scheme}`)}</span>
        </button>
      ))}
    </fieldset>
  )
}
