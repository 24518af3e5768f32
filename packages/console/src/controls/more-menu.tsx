/** What is done less often, behind three dots; nothing where there is nothing of it. */
import { IconMore } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { Popover } from './popover.tsx'
import { ToolButton } from './tool-button.tsx'

export interface MenuEntry {
  readonly icon: VNode
  readonly label: string
  /** What it does, or the address of a page of its own that it opens. */
  readonly does: (() => void) | { readonly href: string }
}

export function MoreMenu({ entries }: { entries: readonly MenuEntry[] }): VNode | null {
  const { say } = useDesk().words
  if (entries.length === 0) return null
  return (
    <Popover
      label={say('flow.more')}
      class="popover-end"
      button={({ open, toggle }) => (
        <ToolButton label={say('flow.more')} expanded={open} tip="below" tipAlign="end" onClick={toggle}>
          <IconMore />
        </ToolButton>
      )}
    >
      {(close) => entries.map((entry) => <Entry key={entry.label} entry={entry} close={close} />)}
    </Popover>
  )
}

function Entry({ entry: { icon, label, does }, close }: { entry: MenuEntry; close: () => void }): VNode {
  const words = (
    <>
      {icon}
      <span class="menu-name">{label}</span>
    </>
  )
  if (typeof does === 'object')
    return (
      <a class="menu-item menu-link" href={does.href} target="_blank" rel="noopener">
        {words}
      </a>
    )
  return (
    <button
      type="button"
      class="menu-item"
      onClick={() => {
        close()
        does()
      }}
    >
      {words}
    </button>
  )
}
