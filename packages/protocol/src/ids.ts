/** What ids look like on the wire. All are opaque: nobody may read meaning or time out of one. */
import * as v from 'valibot'

/** A UUID in its canonical 36 characters. Clients make those of conversations and commands, the relay all others. */
export const Uuid = v.pipe(v.string(), v.uuid())

export type ConversationId = string
export type EntryId = string
export type VisitorId = string
export type AgentId = string
export type TeamId = string
export type OfferId = string
/** The id that a client gives a command when its author presses send; the relay stores it once per site [MSG1]. */
export type CommandId = string

/** The public name of a site, as it stands in the script tag. */
export const SiteKey = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/))

/** An anonymous visitor's proof: 256 random bits in base64url, made by the client, kept by the relay as a hash [IDN1]. */
export const VisitorToken = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/))
