/**
 * The no-code builder on a live page [FLO14]: opened by a token from the console, kept over the pages that its author
 * walks through, gone when it is left. The composition root: joins session, draft, panel, picker, preview and play.
 */
import { systemClock } from '@docent/client/browser'
import type { VisitorFlows } from '@docent/client/visitor/flows/types'
import { createOnboarding } from '@docent/onboarding'
import { describeTarget, findTarget } from '@docent/onboarding/finder'
import type { CreateTourRenderer } from '@docent/onboarding/tours'
import { publishedFlow } from '@docent/protocol/flow-texts'
import controlsCss from '@docent/ui/controls.css?inline'
import foundationCss from '@docent/ui/foundation.css?inline'
import { createTranslator } from '@docent/ui/i18n'
import { createShadowHost } from '@docent/ui/shadow-host'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import { h, render } from 'preact'
import builderCss from './builder.css?inline'
import { createBuilderApi } from './builder-api.ts'
import type { BuilderContext } from './builder-context.ts'
import { placesOf } from './draft-edits.ts'
import { createEditor } from './editor.ts'
import { pickElement } from './element-picker.ts'
import { createKeptSession } from './kept-session.ts'
import { Notice } from './notice.tsx'
import { Panel } from './panel.tsx'
import { previewPlaces } from './place-preview.ts'
import { createPreviewFlows } from './preview-flows.ts'
import { words } from './words.ts'

export { sessionKey } from './kept-session.ts'

export interface BuilderOptions {
  readonly view: Window & typeof globalThis
  /** Address of the relay, with its last slash. */
  readonly base: string
  /** From the page's address; null where a page before this one opened the session. */
  readonly token: string | null
  /** The theme's tokens, as `messengerTokens` makes them. */
  readonly tokens: () => Readonly<Record<string, string>>
  readonly facts: VisitorFlows['facts']
  readonly loadRenderer: () => Promise<CreateTourRenderer>
  /** Calls back when the page's address changed. */
  readonly onNavigate: (listener: () => void) => () => void
  readonly warn: (message: string, cause: unknown) => void
  /** Fired when the author has left: the page is the visitors' again. */
  readonly onLeft: () => void
}

/** How long changes of the page are gathered before its elements are looked for again, in milliseconds. */
const lookMs = 400

/** Never rejects: what is wrong is said on the page. Resolves with the end. */
export async function openBuilder(options: BuilderOptions): Promise<() => void> {
  const { view, base, token, tokens } = options
  const t = createTranslator({ locale: 'en', words })
  const kept = createKeptSession(view)
  const host = createShadowHost({ page: view.document, name: 'docent-builder' })
  for (const css of [foundationCss, controlsCss, builderCss]) host.adopt(css)
  host.setTokens({ '--d-z': '2147483646', ...tokens() })
  const ends: (() => void)[] = [() => render(null, host.surface), host.close]
  const end = (): void => {
    for (const act of ends.splice(0)) act()
  }
  const leave = (): void => {
    kept.forget()
    end()
    options.onLeft()
  }
  const say = (text: string): void =>
    render(h(Notice, { text, close: t('close'), onClose: leave }), host.surface)

  say(t('opening'))
  const api = createBuilderApi(base, view.fetch.bind(view))
  const session = kept.read()
  const opened = token !== null ? await api.open(token) : await api.read(session ?? '')
  if (!host.isOpen()) return end
  if (!opened.ok) {
    kept.forget()
    const over = opened.error.code === 'unauthenticated' || opened.error.code === 'forbidden'
    say(over ? t('expired') : t('couldNotOpen', { message: opened.error.message }))
    return end
  }
  kept.keep(opened.data.session)

  const editor = createEditor({
    api,
    ...opened.data,
    after: (milliseconds, act) => {
      const timer = view.setTimeout(act, milliseconds)
      return () => view.clearTimeout(timer)
    },
  })
  ends.unshift(editor.close)
  const path = signal(view.location.pathname)
  const page = watchPage(view, host.host, ends)
  ends.unshift(
    options.onNavigate(() => {
      path.value = view.location.pathname
    }),
  )
  // What was written a moment ago goes out before the page does.
  const flush = (): void => void editor.flush()
  view.addEventListener('pagehide', flush)
  ends.unshift(() => view.removeEventListener('pagehide', flush))

  const pickedWords = signal('')
  const locale = signal(opened.data.flow.draft.defaultLocale)
  let stopPicking = (): void => {}
  let stopPlaying = (): void => {}
  ends.unshift(() => {
    stopPicking()
    stopPlaying()
  })

  const context: BuilderContext = {
    t,
    editor,
    locale,
    path,
    side: signal('right'),
    isFound: (place) => (place.target ? findTarget(place.target, view.document).element !== null : null),
    pageTurns: page,
    pick: (then) => {
      editor.turnTo('pick')
      const back = (): void => editor.turnTo('edit')
      stopPicking = pickElement({
        view,
        host: host.host,
        surface: host.surface,
        describe: namedIn,
        onPick: (element) => {
          back()
          then(describeTarget(element, view.document))
        },
        onCancel: back,
        onMove: (moved) => {
          pickedWords.value = moved
        },
      })
    },
    stopPicking: () => {
      stopPicking()
      editor.turnTo('edit')
    },
    pickedWords,
    play: () => {
      stopPlaying()
      stopPlaying = play(options, context, host, () => editor.turnTo('edit'))
    },
    stop: () => {
      stopPlaying()
      editor.turnTo('edit')
    },
    reload: () => view.location.reload(),
    leave,
    random: Math.random,
  }
  render(h(Panel, { context }), host.surface)
  ends.unshift(previewPlaces({ ...options, context }))
  return end
}

/** Rises a moment after the page changed, so that the panel says anew what is on it. */
function watchPage(
  view: Window & typeof globalThis,
  own: Element,
  ends: (() => void)[],
): ReadonlySignal<number> {
  const turns = signal(0)
  let timer: number | undefined
  const observer = new view.MutationObserver((records) => {
    if (records.every(({ target }) => target === own)) return
    timer ??= view.setTimeout(() => {
      timer = undefined
      turns.value++
    }, lookMs)
  })
  observer.observe(view.document, { childList: true, subtree: true, attributes: true })
  ends.unshift(() => {
    observer.disconnect()
    view.clearTimeout(timer)
  })
  return turns
}

/** "button Save changes", as the frame's label says it. */
function namedIn(element: Element): string {
  const role = element.getAttribute('role') ?? element.localName
  const text = element.getAttribute('aria-label') ?? element.textContent ?? ''
  return `${role} ${text.replace(/\s+/g, ' ').trim().slice(0, 60)}`.trim()
}

/** The room plays the draft as it would for a visitor, from the chosen step on; kept nowhere. Returns the end. */
function play(
  { view, tokens, facts, loadRenderer, onNavigate, warn }: BuilderOptions,
  { editor, locale }: BuilderContext,
  host: ReturnType<typeof createShadowHost>,
  onEnd: () => void,
): () => void {
  const draft = editor.draft.peek()
  const flow = publishedFlow('00000000-0000-4000-8000-000000000000', 1, draft, [locale.peek()])
  const chosen = editor.chosen.peek()?.id ?? null
  const first = placesOf(draft)[0]?.id ?? null
  editor.turnTo('play')
  const flows = createPreviewFlows({
    flow,
    stepId: chosen === first ? null : chosen,
    facts,
    clock: systemClock,
    ids: () => view.crypto.randomUUID(),
  })
  const room = createOnboarding({
    view,
    flows,
    host,
    tokens,
    locale: flow.locale,
    messengerOpen: signal(false),
    open: () => {},
    emit: () => {},
    loadRenderer,
    onNavigate,
    warn,
  })
  let over = false
  const end = (): void => {
    if (over) return
    over = true
    undo()
    room.close()
    flows.close()
  }
  const undo = flows.ended.subscribe((ended) => {
    if (!ended) return
    // Not within the signal's own turn: closing ends what it listens to.
    view.setTimeout(() => {
      end()
      onEnd()
    })
  })
  room.startTour(flow.id, 'preview').catch((cause) => warn('The draft could not be played.', cause))
  return end
}
