/**
 * One widget on one page, from its boot document to its end. Joins: shadow host, launcher, colours, facts, consent,
 * engine room, and the messenger that is fetched when it is opened first.
 */
import { createPageFacts } from '@docent/client/visitor/page-facts'
import type { VisitorClient } from '@docent/client/visitor/types'
import type { BootDocument, Profile } from '@docent/protocol'
import type { Facts } from '@docent/protocol/rule'
import { brandColours } from '@docent/ui/brand'
import { createTranslator } from '@docent/ui/i18n'
import { createShadowHost } from '@docent/ui/shadow-host'
import { createConsent } from './consent.ts'
import { createEngineRoom, type Engine } from './engine-room.ts'
import type { Listeners } from './events.ts'
import { createLauncher } from './launcher.ts'
import { type LauncherWords, launcherWords } from './launcher-words.ts'
import type { Messenger } from './messenger.tsx'
import type { BootOptions, UpdateOptions, WidgetState } from './public-api.ts'
import { watchScheme } from './scheme.ts'
import type { Warn } from './warn.ts'

export interface Widget {
  update(options: UpdateOptions): void
  show(): void
  hide(): void
  showNewMessage(text: string | undefined): void
  track(name: string, properties: Parameters<VisitorClient['track']>[1]): void
  consent(given: boolean): void
  state(): Omit<WidgetState, 'phase'>
  facts(): Facts
  /** Signs out; resolves with the texts that are lost. */
  shutdown(): Promise<readonly string[]>
  unmount(): void
}

/** The chunks that are fetched when they are needed. */
export interface Chunks {
  readonly engine: () => Promise<Engine>
  readonly messenger: () => Promise<typeof import('./messenger.tsx')>
}

export interface WidgetOptions {
  readonly view: Window & typeof globalThis
  readonly base: string
  readonly boot: BootDocument
  readonly options: BootOptions
  readonly chunks: Chunks
  readonly emit: Listeners['emit']
  readonly warn: Warn
}

export function createWidget({ view, base, boot, options, chunks, emit, warn }: WidgetOptions): Widget {
  const page = view.document
  const { site } = boot
  let settings = boot.settings
  let locale = options.locale ?? (page.documentElement.lang || view.navigator.language)
  let unread = 0
  let wanted = false
  let messenger: Messenger | null = null

  const consent = createConsent({
    site,
    required: settings.consent === 'required',
    storage: () => view.localStorage,
  })
  const facts = createPageFacts({ window: view, site })
  const host = createShadowHost({ page, name: 'docent-messenger' })
  const launcher = createLauncher({
    page,
    surface: host.surface,
    adopt: host.adopt,
    t: createTranslator<LauncherWords>({ locale: 'en', words: launcherWords }),
    onPress: () => (wanted ? hide() : show()),
  })
  const scheme = watchScheme(view, paint)
  const engine = createEngineRoom({
    view,
    base,
    boot,
    facts,
    consent,
    token: options.token,
    load: chunks.engine,
    warn,
    onClient: follow,
  })

  // What is typed into the messenger is none of the page's business, least of all of its keyboard shortcuts.
  const keep = (event: Event): void => event.stopPropagation()
  for (const type of ['keydown', 'keyup', 'keypress']) host.surface.addEventListener(type, keep)

  function paint(): void {
    const { theme } = settings
    const { style, dataset } = host.surface
    const shown = scheme.current(theme.scheme)
    host.setTokens(brandColours(theme.brand, shown), shown)
    host.setZIndex(theme.zIndex)
    style.setProperty('--d-x', `${theme.offsetX}px`)
    style.setProperty('--d-y', `${theme.offsetY}px`)
    dataset.side = theme.side
    messenger?.paint(theme, shown)
  }

  /** What the launcher and the page hear of an engine. */
  function follow(client: VisitorClient, announce: Engine['announceMessages']): () => void {
    const undo = [
      client.settings.subscribe((next) => {
        settings = next
        paint()
      }),
      client.conversations.unread.subscribe((count) => {
        launcher.setUnread(count)
        if (count !== unread) emit('unread', { count })
        unread = count
      }),
      client.connection.status.subscribe((status) => {
        if (status.state === 'refused') emit('error', { code: status.code, message: status.message })
      }),
      announce(client.conversations, (message) => emit('message', message)),
    ]
    return () => {
      for (const act of undo) act()
    }
  }

  /** What the panel holds: the rooms, or the question that comes before them. */
  async function content(): Promise<Parameters<Messenger['show']>[0]> {
    if (!consent.isGiven())
      return { kind: 'consent', teamName: settings.teamName, agree: () => setConsent(true), decline: hide }
    return { kind: 'rooms', client: await engine.client(), mail: boot.mail }
  }

  async function open(text?: string): Promise<void> {
    wanted = true
    launcher.setFailed(false)
    launcher.setBusy(true)
    try {
      const [{ createMessenger }, shown] = await Promise.all([chunks.messenger(), content()])
      if (!wanted || !host.isOpen()) return
      const fresh = !messenger
      messenger ??= createMessenger({ view, host, locale, onHide: hide })
      messenger.show(shown, text)
      engine.current()?.connection.setUrgent(true)
      paint()
      host.surface.dataset.open = ''
      launcher.setOpen(true)
      if (fresh) emit('show', {})
    } catch (cause) {
      wanted = false
      launcher.setFailed(true)
      warn('the messenger could not be loaded. Check the connection, and that script-src permits it.', cause)
      emit('error', { code: 'not_loaded', message: 'The messenger could not be loaded.' })
    } finally {
      launcher.setBusy(false)
    }
  }

  function show(): void {
    if (!wanted) void open()
  }

  function hide(): void {
    wanted = false
    launcher.setFailed(false)
    const closing = messenger
    if (!closing) return
    messenger = null
    engine.current()?.connection.setUrgent(false)
    delete host.surface.dataset.open
    launcher.setOpen(false)
    // The focus goes back to where it came from, if it was inside; on phones the launcher is visible again by now.
    if (closing.hasFocus()) launcher.focus()
    closing.close()
    emit('hide', {})
  }

  function setConsent(given: boolean): void {
    if (given === consent.isGiven()) return
    if (given) {
      consent.give()
      engine.whenIdle()
      if (wanted) void open()
    } else {
      hide()
      consent.withdraw()
      engine.shutdown().catch((cause) => warn('not everything could be forgotten.', cause))
      facts.forget()
      launcher.setUnread(0)
    }
    emit('consent', { given })
  }

  function update({ token, locale: language, launcher: shown, ...profile }: UpdateOptions): void {
    if (language) locale = language
    if (shown) launcher.setShown(shown === 'shown')
    if (token !== undefined) {
      const open = wanted
      hide()
      engine.signIn(token)
      if (open) show()
    }
    if (Object.keys(profile).length) engine.update(profile satisfies Profile)
  }

  function unmount(): void {
    hide()
    engine.close()
    facts.close()
    scheme.close()
    host.close()
  }

  if (options.consent) setConsent(true)
  paint()
  const { site: _site, base: _base, consent: _consent, token: _token, ...said } = options
  update(said)
  engine.whenIdle()

  return {
    update,
    show,
    hide,
    showNewMessage: (text) => void open(text ?? ''),
    track: engine.track,
    consent: setConsent,
    facts: facts.read,
    state: () => ({
      open: messenger !== null,
      unread,
      consent: consent.isGiven(),
      connection: engine.current()?.connection.status.peek().state ?? 'idle',
    }),
    unmount,
    shutdown: async () => {
      hide()
      try {
        const lost = await engine.shutdown()
        return lost.map(({ parts }) => parts.map((part) => part.text).join('\n'))
      } finally {
        consent.withdraw()
        facts.forget()
        unmount()
      }
    },
  }
}
