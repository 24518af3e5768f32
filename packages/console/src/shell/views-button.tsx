/** The way to the views where they lie in a drawer. */
import { IconMenu } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { ToolButton } from '../controls/tool-button.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import type { ShortcutName } from '../shortcuts/shortcuts.ts'

export function ViewsButton({ keys }: { keys?: ShortcutName }): VNode | null {
  const desk = useDesk()
  if (desk.layout.value !== 'narrow') return null
  return (
    <ToolButton
      label={desk.words.say('shell.menu')}
      keys={keys}
      tip="below"
      tipAlign="start"
      onClick={() => {
        desk.viewsDrawer.value = true
      }}
    >
      <IconMenu />
    </ToolButton>
  )
}
