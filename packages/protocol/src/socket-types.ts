/** What travels in Socket.IO's handshake, and the names of the two doors. */
import * as v from 'valibot'
import { text } from './commands/fields.ts'
import { Uuid, VisitorToken } from './ids.ts'

/** Visitors and agents come in by different doors: each is authenticated in its own way. */
export const namespaces = { visitor: '/visitor', agent: '/agent' } as const

/** A visitor's `auth` of the handshake. The site's key is in the query, so that it can be judged before anything else [IDN5]. */
export const VisitorHandshake = v.object({
  protocol: v.pipe(v.number(), v.integer()),
  token: VisitorToken,
  /** The browser; made by the client, kept with the token. */
  deviceId: Uuid,
  /** Proof of a signed-in user of the host's site [IDN2]. */
  jwt: v.optional(text(4_096)),
  language: v.optional(text(35), ''),
  timeZone: v.optional(text(60), ''),
})
export type VisitorHandshake = v.InferInput<typeof VisitorHandshake>

/** An agent's `auth`: the session itself is an HttpOnly cookie. */
export const AgentHandshake = v.object({ protocol: v.pipe(v.number(), v.integer()) })
export type AgentHandshake = v.InferInput<typeof AgentHandshake>
