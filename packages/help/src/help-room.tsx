/** The room: which screen is shown, the way back with the place that was read, and what it lends to Home and to the chat. */
import type { HelpSearch, VisitorHelp } from '@docent/client/visitor/help/types'
import { createTranslator, type TranslationOf } from '@docent/ui/i18n'
import { IconChevronLeft, IconClose } from '@docent/ui/icons.tsx'
import { useValue } from '@docent/ui/use-value'
import { type Signal, signal } from '@preact/signals-core'
import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { ArticleLater } from './article-later.tsx'
import helpCss from './help.css?inline'
import type { HelpContext, HelpOutside, HelpScreen, Question } from './help-context.ts'
import { type HelpWords, helpWords } from './help-words.ts'
import { Articles, Overview } from './overview.tsx'
import { SearchBox } from './search-box.tsx'
import { Unreachable } from './search-states.tsx'

/** Where the visitor is in the room, and how they came there. It outlives the messenger, and goes with the page. */
export interface HelpPlace {
  readonly search: HelpSearch
  readonly trail: Signal<readonly Visited[]>
}
interface Visited {
  readonly screen: HelpScreen
  /** How far it was scrolled as it was left. */
  readonly scrolled: number
}

const first: Visited = { screen: { kind: 'search' }, scrolled: 0 }

export const createHelpPlace = (help: VisitorHelp): HelpPlace => ({
  search: help.search(),
  trail: signal([first]),
})

export interface HelpRoomOptions {
  readonly help: VisitorHelp
  readonly place: HelpPlace
  /** BCP 47 tag of the words. */
  readonly locale: string
  readonly words?: TranslationOf<HelpWords>
  /** What the visitor reads best. */
  readonly wanted: string
  readonly outside: HelpOutside
  readonly page: HelpContext['page']
  /** Adds a style sheet to where the room is drawn. */
  readonly adopt: (css: string) => void
  /** Null where nobody can be asked [HLP10]. */
  readonly ask: ((question: Question) => void) | null
  readonly showTour: ((flowId: string) => void) | null
  /** Called where something is to be read: the room must be on screen. */
  readonly onOpen: () => void
  readonly onClose: () => void
}

export interface HelpRoom {
  /** The room as a component; it fills what it stands in. */
  readonly Room: () => VNode
  /** The search field with its list, for the messenger's first page. */
  readonly Search: () => VNode
  open(screen: HelpScreen): void
  /** The first screen, with these words in the field. */
  searchFor(query: string): void
  readonly context: HelpContext
}

export function createHelpRoom(options: HelpRoomOptions): HelpRoom {
  const { help, place, outside, adopt, onOpen, onClose } = options
  const { search, trail } = place
  adopt(helpCss)
  let scroller: HTMLElement | null = null

  const open = (screen: HelpScreen): void => {
    const before = trail.peek().slice(0, -1)
    const left = trail.peek().at(-1) ?? first
    trail.value = [
      ...before,
      { ...left, scrolled: scroller?.scrollTop ?? left.scrolled },
      { screen, scrolled: 0 },
    ]
    onOpen()
  }
  const back = (): void => {
    if (trail.peek().length > 1) trail.value = trail.peek().slice(0, -1)
  }
  const t = createTranslator<HelpWords>({ locale: options.locale, words: options.words ?? helpWords })
  let names: Intl.DisplayNames | undefined
  const context: HelpContext = {
    help,
    search,
    t,
    names: () => {
      names ??= new Intl.DisplayNames(t.locale, { type: 'language' })
      return names
    },
    wanted: options.wanted,
    outside,
    page: options.page,
    ask: options.ask,
    showTour: options.showTour,
    open,
    back,
    adopt,
    close: onClose,
  }

  function Room(): VNode {
    const steps = useValue(trail)
    const here = steps.at(-1) ?? first
    const { screen } = here
    const box = useRef<HTMLDivElement>(null)
    const settled = useRef(false)
    const reachable = useValue(help.reachable)
    const online = useValue(outside.online)
    /** Puts the reader where they were, and screen readers on what is new. */
    const arrive = (): void => {
      // A page whose scroll is set is laid out at once; a room that was just drawn is at its top anyway.
      if (box.current && (settled.current || here.scrolled)) box.current.scrollTop = here.scrolled
      // Who has just come into the room is not moved about in it.
      if (!settled.current) return
      box.current?.querySelector<HTMLElement>('[tabindex="-1"]:is(h2,h3)')?.focus({ preventScroll: true })
    }
    useLayoutEffect(() => {
      scroller = box.current
      if (screen.kind !== 'article') arrive()
      settled.current = true
      return () => {
        scroller = null
      }
    }, [here])
    return (
      <section class="c-room h-room" aria-label={t('help')}>
        <header class="c-header">
          {steps.length > 1 && (
            <button type="button" class="c-icon c-back" aria-label={t('back')} onClick={back}>
              <IconChevronLeft />
            </button>
          )}
          <h2 class="c-title c-header-words">{t('help')}</h2>
          <button type="button" class="c-icon c-close" aria-label={t('close')} onClick={onClose}>
            <IconClose />
          </button>
        </header>
        <div ref={box} class="c-scroll h-scroll">
          {screen.kind === 'search' && !(reachable && online) && <Unreachable context={context} />}
          {screen.kind === 'search' && (
            <SearchBox context={context} autoFocus={!outside.touch.peek()}>
              <Overview context={context} />
            </SearchBox>
          )}
          {screen.kind === 'collection' && <Collection id={screen.id} />}
          {screen.kind === 'article' && (
            <ArticleLater
              key={`${steps.length}/${screen.idOrKey}`}
              context={context}
              screen={screen}
              onDrawn={arrive}
            />
          )}
        </div>
      </section>
    )
  }

  function Collection({ id }: { id: string }): VNode {
    const overview = useValue(help.overview)
    const shown =
      overview.state === 'there' ? overview.document.collections.find((one) => one.id === id) : undefined
    return (
      <div class="h-collection">
        <h3 class="h-title" tabIndex={-1} dir="auto">
          {shown?.title ?? t('gone')}
        </h3>
        {shown?.description && (
          <p class="h-muted" dir="auto">
            {shown.description}
          </p>
        )}
        <Articles context={context} title="" articles={shown?.articles ?? []} />
      </div>
    )
  }

  return {
    context,
    Room,
    Search: () => (
      <SearchBox
        context={context}
        floats
        onSubmit={() => {
          trail.value = [first]
          onOpen()
        }}
      />
    ),
    open,
    searchFor(query) {
      trail.value = [first]
      search.ask(query)
      onOpen()
    },
  }
}
