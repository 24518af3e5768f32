/**
 * The composition root in the page. Joins: the public commands, their listeners, the boot document and one widget.
 * The loader fetches it and hands over what was said before; nothing here ever throws into the page.
 */
import { matches } from '@docent/protocol/rule'
import { fetchBoot } from './boot-document.ts'
import type { Call, Door, StartApp } from './door.ts'
import { createListeners } from './events.ts'
import type { BootOptions, PublicCommands } from './public-api.ts'
import { createWarn } from './warn.ts'
import { type Chunks, createWidget, type Widget } from './widget.ts'

type Phase =
  | { readonly kind: 'off' }
  /** What was said meanwhile waits for the widget, in order [EMB3]. */
  | {
      readonly kind: 'booting'
      readonly stop: AbortController
      readonly queue: ((widget: Widget) => void)[]
    }
  | { readonly kind: 'ready'; readonly site: string; readonly widget: Widget }

const browserChunks: Chunks = {
  engine: () => import('./engine.ts'),
  messenger: () => import('./messenger.tsx'),
}

/** Commands that wait for the boot document; a page that talks in a loop must not grow without bound. */
const keptCommands = 100

const bootFirst = "call Docent('boot', { site: '…' }) first."

export const start: StartApp = (door) => startApp(door, window, browserChunks)

export function startApp(
  { base: origin, data, waiting }: Door,
  view: Window & typeof globalThis,
  chunks: Chunks,
): (call: Call) => unknown {
  const warn = createWarn(view.console)
  const { on, off, emit } = createListeners(warn)
  let phase: Phase = { kind: 'off' }

  const withWidget = (act: (widget: Widget) => void): void => {
    if (phase.kind === 'ready') act(phase.widget)
    else if (phase.kind === 'off') warn(bootFirst)
    else if (phase.queue.length < keptCommands) phase.queue.push(act)
  }

  async function boot(options: BootOptions): Promise<void> {
    const { site } = options
    const stop = new view.AbortController()
    const booting: Phase = { kind: 'booting', stop, queue: [] }
    phase = booting
    try {
      const base = new URL(options.base ?? origin, view.location.href).href
      const found = await fetchBoot({ view, base, site, warn, stop: stop.signal })
      if (phase !== booting) return
      phase = { kind: 'off' }
      if (!found) return
      const widget = createWidget({ view, base, boot: found, options, chunks, warn, emit })
      phase = { kind: 'ready', site, widget }
      for (const act of booting.queue) act(widget)
      emit('ready', { site })
    } catch (cause) {
      warn('the widget could not start.', cause)
    }
  }

  /** From here on nothing is there, whatever stage it was in; what was is for the caller to end. */
  const leave = (): Widget | null => {
    const before = phase
    phase = { kind: 'off' }
    if (before.kind === 'booting') before.stop.abort()
    return before.kind === 'ready' ? before.widget : null
  }

  const commands: PublicCommands = {
    boot: (options) => {
      if (!options?.site) return warn(bootFirst)
      if (phase.kind === 'ready' && phase.site !== options.site) leave()?.unmount()
      if (phase.kind === 'off') return void boot(options)
      withWidget((widget) => widget.update(options))
    },
    update: (options) => withWidget((widget) => widget.update(options)),
    show: () => withWidget((widget) => widget.show()),
    hide: () => withWidget((widget) => widget.hide()),
    showNewMessage: (text = '') => withWidget((widget) => widget.showNewMessage(`${text}`)),
    unmount: () => leave()?.unmount(),
    shutdown: async () => {
      const dropped = (await leave()?.shutdown()) ?? []
      if (dropped.length) warn('signed out before these could be sent:', dropped)
      emit('shutdown', { dropped })
      return { dropped }
    },
    track: (name, properties) => withWidget((widget) => widget.track(`${name}`, properties)),
    trackEvent: (name, properties) => commands.track(name, properties),
    consent: (given) => withWidget((widget) => widget.consent(given)),
    on,
    off,
    getState: () => (phase.kind === 'ready' ? phase.widget.state() : { phase: phase.kind }),
    matches: (rule) => phase.kind === 'ready' && matches(rule, phase.widget.facts()),
  }

  const run = ([...call]: unknown[]): unknown => {
    const [name, ...given] = call
    const act = Object.hasOwn(commands, `${name}`) && commands[name as keyof PublicCommands]
    try {
      if (act) return (act as (...given: unknown[]) => unknown)(...given)
      warn(`there is no command "${name}". There are: ${Object.keys(commands).join(', ')}.`)
    } catch (cause) {
      warn(`"${name}" failed.`, cause)
    }
    return undefined
  }

  const { site } = data
  const early = waiting.map((call) => Array.from(call))
  const said = early.find((call) => call[0] === 'boot')
  if (site) {
    const tag = { site, locale: data.locale, launcher: data.launcher, consent: data.consent === 'given' }
    // The page's own call knows more than the tag: one widget, begun with both.
    if (said) said[1] = { ...tag, ...(said[1] as object | undefined) }
    else run(['boot', tag])
  }
  for (const call of early) run(call)
  return (call) => run(Array.from(call))
}
