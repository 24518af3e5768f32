/**
 * The composition root in the page. Joins: the public commands, their listeners, the boot document and one widget.
 * The loader fetches it and hands over what was said before; nothing here ever throws into the page.
 */
import type { Rule } from '@docent/protocol/rule'
import { matches } from '@docent/protocol/rule'
import { fetchBoot } from './boot-document.ts'
import type { Call, Door, StartApp } from './door.ts'
import { createListeners } from './events.ts'
import { type BootOptions, eventNames, type PublicCommands } from './public-api.ts'
import { createWarn } from './warn.ts'
import { type Chunks, createWidget, type Widget } from './widget.ts'

type Phase =
  | { readonly kind: 'off' }
  /** What was said meanwhile waits for the widget, in order [EMB3]. */
  | { readonly kind: 'booting'; readonly stop: AbortController; readonly queue: ((widget: Widget) => void)[] }
  | { readonly kind: 'ready'; readonly site: string; readonly widget: Widget }

const browserChunks: Chunks = {
  engine: () => import('./engine.ts'),
  messenger: () => import('./messenger.tsx'),
}

/** Commands that wait for the boot document; a page that talks in a loop must not grow without bound. */
const keptCommands = 100

export const start: StartApp = (door) => startApp(door, window, browserChunks)

export function startApp(
  door: Door,
  view: Window & typeof globalThis,
  chunks: Chunks,
): (call: Call) => unknown {
  const warn = createWarn(view.console)
  const listeners = createListeners(warn)
  let phase: Phase = { kind: 'off' }

  const withWidget = (act: (widget: Widget) => void): void => {
    if (phase.kind === 'ready') act(phase.widget)
    else if (phase.kind === 'off') warn("nothing is there yet. Call Docent('boot', { site: '…' }) first.")
    else if (phase.queue.length < keptCommands) phase.queue.push(act)
  }

  async function boot(options: BootOptions): Promise<void> {
    const stop = new view.AbortController()
    const booting: Extract<Phase, { kind: 'booting' }> = { kind: 'booting', stop, queue: [] }
    phase = booting
    const base = options.base ? new URL(options.base, view.location.href).href : door.base
    const found = await fetchBoot({
      base,
      site: options.site,
      fetch: view.fetch.bind(view),
      warn,
      signal: stop.signal,
      pause: (milliseconds) => pause(view, milliseconds, stop.signal),
    })
    if (phase !== booting) return
    if (!found) {
      phase = { kind: 'off' }
      return
    }
    const widget = createWidget({ view, base, boot: found, options, chunks, warn, emit: listeners.emit })
    phase = { kind: 'ready', site: options.site, widget }
    for (const act of booting.queue) act(widget)
    listeners.emit('ready', { site: options.site })
  }

  /** Leaves nothing behind, whatever stage the widget is in. */
  const end = (): Widget | null => {
    const before = phase
    phase = { kind: 'off' }
    if (before.kind === 'booting') before.stop.abort()
    return before.kind === 'ready' ? before.widget : null
  }

  const commands: PublicCommands = {
    boot: (options) => {
      if (!options?.site) return warn("'boot' needs a site: Docent('boot', { site: '…' }).")
      if (phase.kind === 'ready' && phase.site !== options.site) end()?.unmount()
      if (phase.kind === 'off')
        return void boot(options).catch((cause) => {
          phase = { kind: 'off' }
          warn('the widget could not start on this page.', cause)
        })
      const { site: _site, base: _base, consent, ...said } = options
      withWidget((widget) => {
        widget.update(said)
        if (consent) widget.consent(true)
      })
    },
    update: (options) => withWidget((widget) => widget.update(options ?? {})),
    show: () => withWidget((widget) => widget.show()),
    hide: () => withWidget((widget) => widget.hide()),
    showNewMessage: (text) =>
      withWidget((widget) => widget.showNewMessage(text === undefined ? undefined : String(text))),
    unmount: () => end()?.unmount(),
    shutdown: async () => {
      const dropped = (await end()?.shutdown()) ?? []
      if (dropped.length) warn('signed out before these could be sent:', dropped)
      listeners.emit('shutdown', { dropped })
      return { dropped }
    },
    track: (name, properties) => withWidget((widget) => widget.track(String(name), properties)),
    trackEvent: (name, properties) => commands.track(name, properties),
    consent: (given) => withWidget((widget) => widget.consent(Boolean(given))),
    on: (event, listener) => {
      if (Object.hasOwn(eventNames, event) && typeof listener === 'function')
        return listeners.on(event, listener)
      warn(`'on' needs one of ${Object.keys(eventNames).join(', ')}, and a function.`)
      return () => {}
    },
    off: (event, listener) => listeners.off(event, listener),
    getState: () =>
      phase.kind === 'ready'
        ? { phase: 'ready', ...phase.widget.state() }
        : { phase: phase.kind, open: false, unread: 0, consent: false, connection: 'idle' },
    matches: (rule: Rule) => phase.kind === 'ready' && matches(rule, phase.widget.facts()),
  }

  const run = (call: Call): unknown => {
    const [name, ...given] = Array.from(call)
    try {
      if (Object.hasOwn(commands, String(name)))
        return (commands as unknown as Record<string, (...args: unknown[]) => unknown>)[String(name)]?.(
          ...given,
        )
      warn(`there is no command "${String(name)}". There are: ${Object.keys(commands).join(', ')}.`)
    } catch (cause) {
      warn(`"${String(name)}" failed.`, cause)
    }
    return undefined
  }

  const { site, locale, launcher, consent } = door.data
  const said = door.waiting.findIndex((call) => call[0] === 'boot')
  if (site && said < 0)
    run([
      'boot',
      {
        site,
        ...(locale && { locale }),
        ...(launcher && { launcher }),
        ...(consent === 'given' && { consent: true }),
      },
    ])
  // The page's own call knows more than the tag: one widget, begun with both.
  for (const call of door.waiting)
    run(call[0] === 'boot' && site ? ['boot', { site, ...(call[1] as object) }] : call)
  return run
}

/** Waits, or goes on at once when the connection is back or nobody waits any longer. */
function pause(view: Window, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      view.clearTimeout(timer)
      view.removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = view.setTimeout(done, milliseconds)
    view.addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}
