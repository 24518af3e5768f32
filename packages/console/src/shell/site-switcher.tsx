/** The site's name; with more than one site, the way to another. */
import { IconCheck, IconChevronsUpDown } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { Popover } from '../controls/popover.tsx'
import { useDesk } from '../desk/desk-context.tsx'

export function SiteSwitcher(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const { sites } = desk.access
  if (sites.length < 2)
    return (
      <span class="site-name" dir="auto">
        {desk.site.name}
      </span>
    )
  return (
    <Popover
      label={say('shell.site')}
      class="menu"
      button={({ open, toggle }) => (
        <button type="button" class="site-name site-button" aria-expanded={open} onClick={toggle}>
          <span dir="auto">{desk.site.name}</span>
          <IconChevronsUpDown size={14} />
        </button>
      )}
    >
      {(close) =>
        sites.map((site) => (
          <button
            key={site.key}
            type="button"
            class="menu-item"
            aria-current={site.key === desk.site.key ? 'true' : undefined}
            onClick={() => {
              close()
              if (site.key !== desk.site.key) desk.switchSite(site.key)
            }}
          >
            <span class="menu-name" dir="auto">
              {site.name}
            </span>
            <span class="menu-more">{say(`roles.${site.role}`)}</span>
            {site.key === desk.site.key && <IconCheck size={16} />}
          </button>
        ))
      }
    </Popover>
  )
}
