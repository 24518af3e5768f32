/**
 * One widget on one page, from its boot document to its end. Joins: shadow host, launcher, colours, facts, consent,
 * and the two chunks that come later: the engine at idle, the messenger when it is opened.
 */
import { createPageFacts } from '@docent/client/visitor/page-facts'
import type { VisitorClient } from '@docent/client/visitor/types'
import type { BootDocument } from '@docent/protocol'
import type { Facts } from '@docent/protocol/rule'
import { schemeOf } from '@docent/ui/scheme'
import { createShadowHost } from '@docent/ui/shadow-host'
import { createConsent } from './consent.ts'
import type { Engine, EngineOptions, RoomVerb } from './engine.ts'
import type { Listeners } from './events.ts'
import { createLauncher } from './launcher.ts'
import { launcherWords } from './launcher-words.ts'
import type { Messenger } from './messenger.tsx'
import type { Place } from './messenger-place.ts'
import type { BootOptions, UpdateOptions, WidgetState } from './public-api.ts'
import type { Warn } from './warn.ts'

export interface Widget {
  update(options: UpdateOptions & Partial<Omit<BootOptions, keyof UpdateOptions>>): void
  show(): void
  showNewMessage(text?: string): void
  hide(): void
  /** Says it to the room that it is about, which is fetched where it is not there yet. */
  say(verb: RoomVerb, given?: string): void
  track(...event: Parameters<VisitorClient['track']>): void
  consent(given: boolean): void
  state(): Extract<WidgetState, { phase: 'ready' }>
  facts(): Facts
  /** Signs out; resolves with the texts that are lost. */
  shutdown(): Promise<readonly string[]>
  unmount(): void
}

/** The chunks that are fetched when they are needed. */
export interface Chunks {
  readonly engine: () => Promise<{ startEngine(options: EngineOptions): Engine }>
  readonly messenger: () => Promise<Pick<typeof import('./messenger.tsx'), 'createMessenger'>>
}

export interface WidgetOptions {
  readonly view: Window & typeof globalThis
  readonly base: string
  readonly boot: BootDocument
  readonly options: BootOptions
  readonly chunks: Chunks
  readonly listeners: Listeners
  readonly warn: Warn
}

/** What the page says before the engine is there. One that talks in a loop must not grow without bound. */
const keptCalls = 100

export function createWidget({ view, base, boot, options, chunks, listeners, warn }: WidgetOptions): Widget {
  const page = view.document
  const { site } = boot
  const { emit } = listeners
  let settings = boot.settings
  let { token, locale = page.documentElement.lang || view.navigator.language } = options
  let attributes: Facts['attributes'] = {}
  let unread = 0
  let wanted = false
  let messenger: Messenger | null = null
  let loading: Promise<Engine> | null = null
  let engine: Engine | null = null
  let early: ((client: VisitorClient) => void)[] = []

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
    onPress: () => (wanted ? hide() : show()),
  })
  const dark = view.matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', paint)

  function paint(): void {
    const { theme } = settings
    const { side, brand } = theme
    const scheme = schemeOf(theme.scheme, dark.matches)
    host.setTokens({
      '--d-z': `${theme.zIndex}`,
      '--d-scheme': scheme,
      '--d-left': 'auto',
      '--d-right': 'auto',
      [`--d-${side}`]: `${theme.offsetX}px`,
      '--d-y': `${theme.offsetY}px`,
      '--l-brand': brand,
    })
    messenger?.paint(theme, scheme)
  }

  /** Gives the page its turn: on a slow phone the parts of a start would be one long task together. */
  const turn = () => new Promise((next) => view.setTimeout(next))
  const start = async (): Promise<Engine> => {
    const { startEngine } = await chunks.engine()
    await turn()
    if (!host.isOpen()) throw new Error('unmounted')
    const started = startEngine({
      view,
      base,
      boot: { ...boot, settings },
      // Events are counted here, whether the engine is there or not.
      facts: { ...facts, count: () => {} },
      token,
      locale,
      host,
      listeners,
      warn,
      open,
      hide,
      onSettings: (next) => {
        settings = next
        paint()
      },
      onUnread: (count, words) => {
        launcher.setUnread(count, words)
        if (count !== unread) emit('unread', { count })
        unread = count
      },
    })
    engine = started
    for (const act of early.splice(0)) act(started.client())
    await turn()
    return started
  }
  const connect = async (): Promise<Engine> => {
    loading ??= start()
    try {
      const started = await loading
      if (host.isOpen() && consent.isGiven()) started.connect()
      return started
    } catch (cause) {
      // The next one who needs it tries again.
      loading = null
      throw cause
    }
  }
  const tell = (act: (client: VisitorClient) => void): void => {
    if (engine) act(engine.client())
    else if (early.length < keptCalls) early.push(act)
  }

  /** Nobody is told of what was interrupted by taking the widget off the page. */
  const complain = (cause: unknown): void => {
    if (host.isOpen()) warn('the widget could not do that.', cause)
  }
  const later = view.requestIdleCallback ?? view.setTimeout
  const connectWhenIdle = (): void => {
    // Tours and checklists come without being asked for, and know from the relay where the visitor stands; a link may bring an author.
    if (!(settings.presence || boot.flows || view.location.hash.startsWith('#docent')) || !consent.isGiven())
      return
    later.call(view, () => {
      if (host.isOpen() && consent.isGiven()) connect().catch(complain)
    })
  }

  async function open(place?: Place): Promise<void> {
    wanted = true
    launcher.setProgress('loading')
    try {
      const [{ createMessenger }, started] = await Promise.all([
        chunks.messenger(),
        consent.isGiven() ? connect() : null,
      ])
      launcher.setProgress(null)
      if (!wanted || !host.isOpen()) return
      const fresh = !messenger
      messenger ??= createMessenger({ view, host, locale, boot, onHide: hide })
      paint()
      if (started) messenger.showRooms(started, place)
      else messenger.askConsent(settings.teamName, () => setConsent(true))
      launcher.setOpen(true)
      if (fresh) emit('show', {})
    } catch (cause) {
      wanted = false
      launcher.setProgress('failed')
      complain(cause)
      emit('error', { code: 'failed', message: launcherWords.failed })
    }
  }

  function show(): void {
    if (!wanted) void open()
  }

  function hide(): void {
    wanted = false
    launcher.setProgress(null)
    const closing = messenger
    if (!closing) return
    messenger = null
    launcher.setOpen(false)
    // The focus goes back to where it came from, if it was inside.
    if (closing.close()) launcher.focus()
    emit('hide', {})
  }

  function setConsent(given: boolean): void {
    if (given === consent.isGiven()) return
    if (given) {
      consent.give()
      connectWhenIdle()
      if (wanted) void open()
    } else forget().catch(complain)
    emit('consent', { given })
  }

  /** Ends the session and leaves no stored key, also of visits on which the engine was never needed. */
  async function forget(): Promise<readonly string[]> {
    hide()
    const ending = consent.isGiven() ? await connect() : engine
    consent.withdraw()
    engine = loading = null
    early = []
    launcher.setUnread(0, '')
    const lost = (await ending?.shutdown()) ?? []
    facts.forget()
    return lost
  }

  function update(said: Parameters<Widget['update']>[0]): void {
    const {
      site: _site,
      base: _base,
      token: proof,
      locale: language,
      launcher: shown,
      consent: agreed,
      ...profile
    } = said
    locale = language ?? locale
    if (agreed) setConsent(true)
    if (shown) launcher.setShown(shown === 'shown')
    if (proof !== undefined) {
      token = proof ?? undefined
      const again = wanted
      hide()
      engine?.signIn(proof)
      if (again) show()
    }
    if (!Object.keys(profile).length) return
    attributes = { ...attributes, ...profile.attributes }
    facts.setAttributes(attributes)
    tell((client) => client.update(profile))
  }

  function unmount(): void {
    hide()
    engine?.close()
    facts.close()
    dark.removeEventListener('change', paint)
    host.close()
  }

  paint()
  update(options)
  connectWhenIdle()

  return {
    update,
    show,
    showNewMessage: (text = '') => open(`${text}`),
    hide,
    say: (...said) => {
      connect()
        .then((started) => started.say(...said))
        .catch(complain)
    },
    track: (name, ...more) => {
      facts.count(`${name}`)
      tell((client) => client.track(`${name}`, ...more))
    },
    consent: setConsent,
    facts: facts.read,
    state: () => ({
      phase: 'ready',
      open: messenger !== null,
      unread,
      consent: consent.isGiven(),
      connection: engine?.client().connection.status.peek().state ?? 'idle',
    }),
    unmount,
    shutdown: () => forget().finally(unmount),
  }
}
