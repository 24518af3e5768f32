/**
 * Choosing an element of the page, by pointer or by keyboard alone. While it runs the page itself hears nothing of either:
 * a click chooses a button instead of pressing it. Draws one frame and one label into the builder's own surface.
 */

export interface PickerOptions {
  readonly view: Window & typeof globalThis
  /** The builder's own element: what lies in it cannot be chosen. */
  readonly host: Element
  readonly surface: HTMLElement
  /** What the label says of an element: what it is and how it is called. */
  readonly describe: (element: Element) => string
  readonly onPick: (element: Element) => void
  readonly onCancel: () => void
  /** Told with each move, for those who do not see the frame. */
  readonly onMove: (words: string) => void
}

/** Everything that the page could take for a press. */
const presses =
  'pointerdown pointerup mousedown mouseup click dblclick auxclick contextmenu touchstart touchend'

/** What the keyboard stops at: what people act upon, what they read first, and what the site itself marked. */
const stops =
  'a[href],button,input,select,textarea,summary,[role],[tabindex],[data-docent],h1,h2,h3,img[alt],label,li,td,th,section,nav,form'

/** Begins at once. @returns the end, which may be called twice */
export function pickElement(options: PickerOptions): () => void {
  const { view, host, surface, describe, onPick, onCancel, onMove } = options
  const page = view.document
  const frame = page.createElement('div')
  frame.className = 'b-frame'
  const label = page.createElement('div')
  label.className = 'b-frame-label'
  frame.append(label)
  surface.append(frame)
  const ends = new view.AbortController()
  let current: Element | null = null

  const isOurs = (event: Event): boolean => event.composedPath().includes(host)

  function show(element: Element | null): void {
    current = element
    frame.hidden = element === null
    if (!element) return
    const { left, top, width, height } = element.getBoundingClientRect()
    Object.assign(frame.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    })
    frame.classList.toggle('b-frame-low', top < 34)
    const words = describe(element)
    if (label.textContent === words) return
    label.textContent = words
    onMove(words)
  }

  const under = (event: Event): Element | null => {
    const [first] = event.composedPath()
    return first instanceof view.Element && first !== page.documentElement ? first : null
  }

  /** In the order of the page; those without a size are nothing that a visitor could be shown. */
  function candidates(): readonly Element[] {
    const found: Element[] = []
    const walk = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element === host) continue
        if (element.matches(stops) && isInSight(element)) found.push(element)
        if (element.shadowRoot) walk(element.shadowRoot)
      }
    }
    walk(page)
    return found
  }

  const isInSight = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect()
    return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true })
  }

  function step(by: 1 | -1): void {
    const all = candidates()
    const at = current ? all.indexOf(current) : -1
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length
    const element = all[next]
    if (!element) return
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    show(element)
  }

  function finish(element: Element): void {
    end()
    onPick(element)
  }

  const listen = <T extends Event>(type: string, act: (event: T) => void): void =>
    view.addEventListener(type, act as EventListener, { capture: true, signal: ends.signal })

  listen<PointerEvent>('pointermove', (event) => show(isOurs(event) ? null : under(event)))
  for (const type of presses.split(' ')) {
    listen(type, (event) => {
      if (isOurs(event)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const element = type === 'click' ? under(event) : null
      if (element) finish(element)
    })
  }
  listen<KeyboardEvent>('keydown', (event) => {
    const acts: Readonly<Record<string, () => void>> = {
      Escape: () => {
        end()
        onCancel()
      },
      ArrowDown: () => step(1),
      ArrowRight: () => step(1),
      ArrowUp: () => step(-1),
      ArrowLeft: () => step(-1),
      // From a label to the field around it, from an icon to its button.
      p: () => show(current?.parentElement ?? current),
      Enter: () => {
        if (current) finish(current)
      },
    }
    const act = acts[event.key]
    // The builder's own buttons stay usable, Esc apart.
    if (!act || (isOurs(event) && event.key === 'Enter' && !current)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    act()
  })
  for (const type of ['scroll', 'resize']) listen(type, () => show(current))

  let ended = false
  function end(): void {
    if (ended) return
    ended = true
    ends.abort()
    frame.remove()
  }
  show(null)
  return end
}
