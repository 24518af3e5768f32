/**
 * The beginning of help on a page: what is published now, links to articles, and what the page asks for. Fetched beside the engine
 * where the site has articles; help itself comes when the messenger opens [HLP4].
 */
import type { Ground } from '@docent/client/visitor'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Help, HelpOptions } from './help.ts'
import type { Place } from './messenger-place.ts'
import type { Warn } from './warn.ts'

/** What the page may ask of help. */
export type HelpVerb = 'openArticle' | 'searchHelp'

export interface HelpBegun {
  /** Names what is published; null where that is nothing. */
  readonly revision: ReadonlySignal<string | null>
  /** Fetches help, unless it is there or under way; tried again with the next call where it failed. */
  load(): Promise<Help>
  say(verb: HelpVerb, given?: string): void
  close(): void
}

export interface HelpBegunOptions extends Omit<HelpOptions, 'revision' | 'client'> {
  /** What the boot document named, or the relay since. */
  readonly known: string | null
  readonly client: HelpOptions['client'] & { readonly ground: Ground }
  /** Opens the messenger at a place. */
  readonly open: (place: Place) => void
  readonly warn: Warn
  readonly loadHelp: () => Promise<{ startHelp(options: HelpOptions): Help }>
}

export function beginHelp(options: HelpBegunOptions): HelpBegun {
  const { view, client, open, warn } = options
  const { connection } = client.ground
  const revision = signal(options.known)
  let loading: Promise<Help> | null = null

  function say(verb: HelpVerb, given = ''): void {
    if (!revision.peek()) warn('this site has published no articles.')
    open(verb === 'openArticle' ? { kind: 'article', articleId: given } : { kind: 'help', query: given })
  }
  /** `#docent-article=KEY`; keys are words of any script, which an address writes as escapes. */
  const followLink = (): void => {
    const { hash, pathname, search } = view.location
    const key = hash.startsWith('#docent-article=')
      ? new URLSearchParams(hash.slice(1)).get('docent-article')
      : null
    if (!key || !/^[\p{L}\p{N}\p{M}-]{1,120}$/u.test(key)) return
    // Out of the address, so that a reload does not say it again.
    view.history.replaceState(view.history.state, '', pathname + search)
    say('openArticle', key)
  }
  view.addEventListener('hashchange', followLink)
  const undo = [
    () => view.removeEventListener('hashchange', followLink),
    connection.on('help:changed', (changed) => {
      revision.value = changed.revision
    }),
    // What was published while there was no connection.
    connection.on('ready', (ready) => {
      revision.value = ready.help ?? null
    }),
  ]
  followLink()

  return {
    revision,
    load() {
      loading ??= options.loadHelp().then(
        ({ startHelp }) => startHelp({ ...options, revision }),
        (cause) => {
          loading = null
          throw cause
        },
      )
      return loading
    },
    say,
    close() {
      for (const act of undo.splice(0)) act()
      // What is under way still is closed as it comes.
      loading?.then((help) => help.close()).catch(() => undefined)
    },
  }
}
