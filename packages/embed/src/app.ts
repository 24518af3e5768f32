/**
 * The composition root in the page. Joins: the public commands, their listeners, the boot document and one widget.
 * The loader fetches it and hands over what was said before; nothing here ever throws into the page.
 */
import { matches } from '@docent/protocol/rule'
import { fetchBoot } from './boot-document.ts'
import type { Call, Door } from './door.ts'
import type { RoomVerb } from './engine.ts'
import { createListeners } from './events.ts'
import type { BootOptions, CommandName, PublicCommands } from './public-api.ts'
import { createWarn, nameIsWrong } from './warn.ts'
import { type Chunks, createWidget, type Widget } from './widget.ts'

type PassedOn = Exclude<
  CommandName,
  'boot' | 'update' | 'unmount' | 'shutdown' | 'trackEvent' | 'on' | 'off' | 'getState' | 'matches'
>
/** What the widget carries out as it was given, or one of its rooms. One text, for the bytes of every page. */
const passedOn =
  'show hide showNewMessage track consent startTour endTour openChecklist openArticle searchHelp'.split(
    ' ',
  ) as PassedOn[]

const bootFirst = "call Docent('boot', { site: 'KEY' }) first."

export function startApp(
  { base: origin, data, waiting }: Door,
  view: Window & typeof globalThis,
  chunks: Chunks,
): (call: Call) => unknown {
  const warn = createWarn(view.console)
  /** What the page's own calls need not say again [EMB2]. */
  const tag = { site: data.site, locale: data.locale, launcher: data.launcher } as BootOptions
  const listeners = createListeners(warn)
  const { emit } = listeners
  /** What has begun, from the first word on: one widget at most [EMB2]. */
  let booted: {
    readonly site: string
    readonly stop: AbortController
    readonly made: Promise<unknown>
  } | null = null
  let widget: Widget | null = null

  /** What is said before the widget is there waits for it, in order [EMB3]. */
  const withWidget = (act: (widget: Widget) => void): void => {
    if (widget) act(widget)
    else if (booted) booted.made.then(() => widget && act(widget)).catch(complain)
    else warn(bootFirst)
  }
  const complain = (cause: unknown): void => warn('the widget could not do that.', cause)

  /** From here on nothing is there, whatever stage it was in; what was is for the caller to end. */
  const leave = (): Widget | null => {
    const left = widget
    booted?.stop.abort()
    booted = widget = null
    return left
  }

  const passing = {} as Record<PassedOn, (...given: readonly never[]) => void>
  for (const name of passedOn)
    passing[name] = (...given) =>
      withWidget((widget) => {
        const act = widget[name as 'track'] as ((...all: readonly unknown[]) => void) | undefined
        if (act) act(...given)
        else widget.say(name as RoomVerb, ...given)
      })

  const commands: PublicCommands = {
    boot: (said) => {
      // The page's own call knows more than the tag: a widget begins with both.
      const options = { ...tag, ...said }
      const { site } = options
      if (!site) return warn(bootFirst)
      if (booted && booted.site !== site) leave()?.unmount()
      if (booted) return withWidget((widget) => widget.update({ ...said }))
      const base = new URL(options.base ?? origin, view.location.href).href
      const stop = new view.AbortController()
      const made = fetchBoot({ view, base, site, warn, stop: stop.signal }).then((boot) => {
        if (stop.signal.aborted) return
        if (boot) {
          widget = createWidget({ view, base, boot, options, chunks, warn, listeners })
          emit('ready', { site })
        } else booted = null
      })
      booted = { site, stop, made: made.catch(complain) }
    },
    update: (said) =>
      said ? withWidget((widget) => widget.update(said)) : warn('give "update" its options.'),
    ...passing,
    unmount: () => leave()?.unmount(),
    shutdown: async () => {
      const dropped = (await leave()?.shutdown()) ?? []
      emit('shutdown', { dropped })
      return { dropped }
    },
    trackEvent: passing.track,
    on: listeners.on,
    off: listeners.off,
    getState: () => widget?.state() ?? { phase: booted ? 'booting' : 'off' },
    matches: (rule) => widget !== null && matches(rule, widget.facts()),
  }

  const run = ([name, ...given]: Iterable<unknown>): unknown => {
    const act = Object.hasOwn(commands, `${name}`) && commands[name as keyof PublicCommands]
    try {
      if (act) return (act as (...given: unknown[]) => unknown)(...given)
      nameIsWrong(warn, 'command', name, Object.keys(commands))
    } catch (cause) {
      warn(`"${name}" failed.`, cause)
    }
    return undefined
  }

  if (data.site && !waiting.some(([name]) => name === 'boot')) run(['boot'])
  for (const call of waiting) run(call)
  return run
}
