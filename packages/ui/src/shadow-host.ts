/**
 * An element of our own in somebody else's page: a shadow root that the page's styles do not reach, that stays when
 * a router replaces the body. Knows nothing of what is shown in it.
 */

export interface ShadowHost {
  readonly host: HTMLElement
  readonly root: ShadowRoot
  /** Everything visible goes into it. */
  readonly surface: HTMLElement
  /** Adds a sheet once; the same text again changes nothing. */
  adopt(css: string): void
  /** Sets custom properties; `--d-z` is the z-index, `--d-scheme` what browser controls look like. */
  setTokens(tokens: Readonly<Record<string, string>>): void
  setDirection(direction: 'ltr' | 'rtl'): void
  /** Lives in this element instead of the body, for as long as it is in the page: an open dialog makes all else inert. */
  moveInto(home: Element | null): void
  isOpen(): boolean
  /** Takes everything off the page. Idempotent. */
  close(): void
}

/** `all: initial` undoes what the page says of every element; the rest is what a page's reset must not change. */
const hostCss =
  ':host{all:initial!important;position:fixed!important;width:0!important;height:0!important;z-index:var(--d-z)!important;color-scheme:var(--d-scheme)!important}@media print{:host{display:none!important}}'

/**
 * @param options.page the document to live in; its body may not be there yet
 * @param options.name the element's name, for people who look at the page's tree
 */
export function createShadowHost(options: { readonly page: Document; readonly name: string }): ShadowHost {
  const { page } = options
  const view = page.defaultView ?? window
  const host = page.createElement(options.name)
  const root = host.attachShadow({ mode: 'open' })
  const surface = page.createElement('div')
  surface.className = 'd-root'
  root.append(surface)

  const adopted = new Set<string>()
  const adopt = (css: string): void => {
    if (adopted.has(css)) return
    adopted.add(css)
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  }
  adopt(hostCss)

  let open = true
  let watchedBody: HTMLElement | null | undefined
  let home: Element | null = null
  const attach = (): void => {
    if (!open) return
    const place = home?.isConnected ? home : page.body
    if (place && host.parentNode !== place) place.append(host)
    if (page.body === watchedBody) return
    watchedBody = page.body
    observer.disconnect()
    observer.observe(page.documentElement, { childList: true })
    if (page.body) observer.observe(page.body, { childList: true })
  }
  // Only children of <html> and <body> are watched: a router's own changes below them cost nothing.
  const observer = new view.MutationObserver(attach)
  attach()

  return {
    host,
    root,
    surface,
    adopt,
    setTokens: (tokens) => {
      // As the element's own style, which a page's rules for all elements do not overrule.
      for (const [name, value] of Object.entries(tokens)) host.style.setProperty(name, value)
    },
    setDirection: (direction) => {
      surface.dir = direction
    },
    moveInto: (wanted) => {
      home = wanted
      attach()
    },
    isOpen: () => open,
    close: () => {
      open = false
      observer.disconnect()
      host.remove()
    },
  }
}
