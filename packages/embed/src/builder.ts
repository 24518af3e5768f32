/**
 * The no-code builder's place on the page: a file of its own, which only an author with a token ever loads [FLO14].
 * Joins the builder with the site's colours, the page's facts and what draws steps.
 */
import { openBuilder } from '@docent/builder'
import type { PageFacts } from '@docent/client/visitor/page-facts'
import type { VisitorClient } from '@docent/client/visitor/types'
import { takeFragment } from './fragment.ts'
import { themeTokens } from './theme-tokens.ts'
import type { Warn } from './warn.ts'

export interface BuilderOptions {
  readonly view: Window & typeof globalThis
  readonly base: string
  readonly client: Pick<VisitorClient, 'settings' | 'facts'>
  readonly facts: Pick<PageFacts, 'onNavigate'>
  readonly warn: Warn
  /** Fired when the author has left: the page is the visitors' again. */
  readonly onLeft: () => void
}

/** Returns the end; nothing is left of it on the page. */
export function startBuilder({ client, facts, ...options }: BuilderOptions): () => void {
  const dark = options.view.matchMedia('(prefers-color-scheme: dark)')
  let ended = false
  const opened = openBuilder({
    ...options,
    // Out of the address at once: a token works once. A page before this one may have opened the session.
    token: takeFragment(options.view, 'docent-builder'),
    tokens: () => themeTokens(client, dark),
    facts: client.facts,
    loadRenderer: async () => (await import('@docent/onboarding/tours')).createShepherdRenderer,
    onNavigate: facts.onNavigate,
  })
  return () => {
    if (ended) return
    ended = true
    opened.then((end) => end()).catch((cause: unknown) => options.warn('the builder could not end.', cause))
  }
}
