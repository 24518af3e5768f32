/** The round button at the corner, in plain DOM: all that a page pays for before somebody opens the messenger. */
import { closePath, messagePath } from '@docent/ui/launcher-icon-paths'
import css from './launcher.css?inline'
import { launcherWords } from './launcher-words.ts'

export interface Launcher {
  setOpen(open: boolean): void
  /** @param words the same for screen readers */
  setUnread(count: number, words: string): void
  setShown(shown: boolean): void
  /** How opening goes; a failure is said beside the button. */
  setProgress(progress: 'loading' | 'failed' | null): void
  focus(): void
}

export interface LauncherOptions {
  readonly page: Document
  readonly surface: HTMLElement
  readonly adopt: (css: string) => void
  readonly onPress: () => void
}

export function createLauncher(options: LauncherOptions): Launcher {
  const { page } = options
  options.adopt(css)
  const make = (name: string, className: string): HTMLElement =>
    Object.assign(page.createElement(name), { className })
  const button = make('button', 'l-button') as HTMLButtonElement
  const badge = make('span', 'l-badge')
  const note = make('p', 'l-note')
  badge.hidden = true
  note.role = 'alert'
  button.type = 'button'
  button.append(icon(page, messagePath), icon(page, closePath), badge)
  button.addEventListener('click', options.onPress)

  const setOpen = (open: boolean): void => {
    button.ariaLabel = open ? launcherWords.close : launcherWords.open
    button.ariaExpanded = `${open}`
  }
  setOpen(false)
  options.surface.prepend(button, note)

  return {
    setOpen,
    setUnread: (unread, words) => {
      badge.hidden = unread === 0
      // Drawn by the style sheet: as text it would be a part of the button that its name does not say.
      badge.dataset.count = unread > 9 ? '9+' : `${unread}`
      button.ariaDescription = words
    },
    setShown: (shown) => {
      button.hidden = !shown
    },
    setProgress: (progress) => {
      button.ariaBusy = `${progress === 'loading'}`
      note.textContent = progress === 'failed' ? launcherWords.failed : ''
    },
    focus: () => button.focus(),
  }
}

function icon(page: Document, path: string): SVGElement {
  const svg = page.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const line = page.createElementNS('http://www.w3.org/2000/svg', 'path')
  svg.setAttribute('viewBox', '0 0 24 24')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}
