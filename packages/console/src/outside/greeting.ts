/**
 * Our own widget at the desk [FLO19]: greets a new agent with a checklist and a tour, by the relay's site `desk`. Its script
 * stands in the console's page; without it, or on a relay that greets nobody, the desk works all the same.
 */
import type { AgentClient } from '@docent/client/agent/types'
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import * as v from 'valibot'
import type { SessionState } from '../session/session.ts'

/** What of an agent's work the checklist counts. */
export type DeskEvent = 'desk.accepting' | 'desk.replied' | 'desk.noted'

/** The checklist that greets an agent, for those who have put it away. */
export interface FirstDay {
  /** False where the relay greets nobody. */
  readonly offered: ReadonlySignal<boolean>
  open(): void
}

export interface Greeting extends FirstDay {
  /** The engine of a desk, whose agent's first steps are counted. */
  watch(client: AgentClient): AgentClient
  close(): void
}

export interface GreetingOptions {
  /** The widget's function, or a queue in its place while the script loads. */
  readonly say: (command: string, ...given: readonly unknown[]) => unknown
  readonly session: ReadonlySignal<SessionState>
  /** Address of the route that proves an agent to the widget. */
  readonly address: string
  readonly fetch: typeof fetch
}

const Proof = v.object({ data: v.object({ site: v.string(), token: v.string() }) })

export function createGreeting({ say, session, address, fetch: ask }: GreetingOptions): Greeting {
  let greets = false
  const offered = signal(false)

  async function prove(): Promise<{ site: string; token: string } | null> {
    try {
      const response = await ask(address, { credentials: 'same-origin' })
      return response.ok ? v.parse(Proof, await response.json()).data : null
    } catch {
      return null
    }
  }

  const stop = effect(() => {
    const state = session.value
    if (state.kind !== 'signed_in') {
      // The next agent at this browser is somebody else.
      if (greets && state.kind === 'signed_out') {
        greets = false
        offered.value = false
        say('shutdown')
      }
      return
    }
    if (greets) return
    greets = true
    const { agent, sites } = state.access
    void prove().then((proof) => {
      if (!proof || !greets) return
      let first: string | null = proof.token
      offered.value = true
      say('boot', {
        site: proof.site,
        launcher: 'hidden',
        name: agent.name,
        attributes: { role: sites[0]?.role ?? '' },
        token: async () => {
          const token = first ?? (await prove())?.token
          first = null
          if (!token) throw new Error('the relay proves nobody at the moment')
          return token
        },
      })
    })
  })

  const told = new Set<DeskEvent>()
  const count = (event: DeskEvent): void => {
    // The first time is what the checklist asks for.
    if (!greets || told.has(event)) return
    told.add(event)
    say('track', event)
  }

  return {
    watch: (client) => ({
      ...client,
      conversations: {
        ...client.conversations,
        send: (...letter) => {
          count('desk.replied')
          return client.conversations.send(...letter)
        },
        addNote: (...letter) => {
          count('desk.noted')
          return client.conversations.addNote(...letter)
        },
      },
      availability: {
        ...client.availability,
        setAccepting: (accepting) => {
          if (accepting) count('desk.accepting')
          return client.availability.setAccepting(accepting)
        },
      },
    }),
    offered,
    open: () => void say('openChecklist'),
    close: stop,
  }
}
