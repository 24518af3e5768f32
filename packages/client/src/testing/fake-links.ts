/**
 * Links in memory between clients and a relay: what travels on them can be lost, doubled, late or cut.
 * Knows no command: what is said goes to whoever made the links.
 */
import type { Reply } from '@docent/protocol'
import type { Clock, OpenSocket, Socket } from '../outside.ts'

/** What a link does to one message: the delays in milliseconds of its copies; none loses it. */
export type Fate = () => readonly number[]

export interface FakeLink {
  request: Fate
  reply: Fate
  push: Fate
}

export const clean: Fate = () => [1]

/** Who is at the other end of a socket. */
export interface Peer {
  readonly kind: 'visitor' | 'agent'
  readonly auth: Readonly<Record<string, unknown>>
  readonly rooms: Set<string>
  push(event: string, payload: unknown): void
  cut(): void
}

export interface FakeLinks {
  readonly link: FakeLink
  readonly connected: ReadonlySet<Peer>
  openSocket(kind: Peer['kind']): OpenSocket
  cutAll(): void
  goDown(): void
  comeUp(): void
  refuseHandshakes(refusal: Reply<never> | null): void
  /** Leaves handshakes without any answer. */
  muteHandshakes(muted: boolean): void
}

export interface FakeLinksOptions {
  readonly clock: Clock
  /** What somebody is told who has just come in. */
  welcome(peer: Peer): unknown
  handle(peer: Peer, command: string, payload: unknown): Reply<unknown>
}

export function createFakeLinks({ clock, welcome, handle }: FakeLinksOptions): FakeLinks {
  const link: FakeLink = { request: clean, reply: clean, push: clean }
  const connected = new Set<Peer>()
  let handshakeRefusal: Reply<never> | null = null
  let up = true
  let muted = false

  function openSocket(kind: Peer['kind']): OpenSocket {
    return ({ auth }) => {
      const events = new Map<string, ((payload: never) => void)[]>()
      const any: ((event: string, payload: unknown) => void)[] = []
      const fire = (event: string, payload: unknown) => {
        for (const listener of events.get(event) ?? []) (listener as (payload: unknown) => void)(payload)
      }
      const say = (event: string, payload: unknown) => {
        for (const listener of any) listener(event, payload)
      }
      let open = false
      const travel = (fate: Fate, arrive: () => void) => {
        for (const delay of fate()) clock.after(delay, () => open && arrive())
      }
      const me: Peer = {
        kind,
        auth,
        rooms: new Set(),
        push: (event, payload) => travel(link.push, () => say(event, payload)),
        cut() {
          if (!open) return
          open = false
          connected.delete(me)
          fire('disconnect', 'transport close')
        },
      }
      const socket: Socket = {
        connect() {
          clock.after(1, () => {
            if (muted) return
            if (!up) return fire('connect_error', new Error('the relay is down'))
            if (handshakeRefusal && !handshakeRefusal.ok)
              return fire(
                'connect_error',
                Object.assign(new Error('refused'), { data: handshakeRefusal.error }),
              )
            open = true
            connected.add(me)
            say('ready', welcome(me))
          })
        },
        disconnect() {
          open = false
          connected.delete(me)
        },
        emit(command, payload, acknowledge) {
          travel(link.request, () => {
            const reply = handle(me, command, payload)
            travel(link.reply, () => acknowledge(reply))
          })
        },
        on(event: string, listener: (payload: never) => void) {
          events.set(event, [...(events.get(event) ?? []), listener])
        },
        onAny: (listener) => any.push(listener),
      }
      return socket
    }
  }

  const cutAll = () => {
    for (const socket of [...connected]) socket.cut()
  }

  return {
    link,
    connected,
    openSocket,
    cutAll,
    goDown() {
      up = false
      cutAll()
    },
    comeUp() {
      up = true
    },
    refuseHandshakes(refusal) {
      handshakeRefusal = refusal
    },
    muteHandshakes(now) {
      muted = now
    },
  }
}
