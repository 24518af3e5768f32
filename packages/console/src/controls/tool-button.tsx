/** A button with an icon alone, its name and shortcut in the tooltip. */
import { IconButton, type IconButtonProps } from '@docent/ui/icon-button.tsx'
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { type ShortcutName, shortcutText } from '../shortcuts/shortcuts.ts'

export function ToolButton({
  keys,
  ...props
}: Omit<IconButtonProps, 'shortcut'> & { keys?: ShortcutName | undefined }): VNode {
  const { modifier } = useDesk()
  return <IconButton {...props} shortcut={keys ? shortcutText(keys, modifier) : undefined} />
}
