/** The form of a row in the tables of commands, and the types derived from it. */
import type * as v from 'valibot'
import type { Permission } from '../permissions.ts'
import type { Reply } from '../reply.ts'

export interface CommandRow {
  readonly request: v.GenericSchema
  /** Holds only a type: replies are made by the relay's own typed code and need no parsing. */
  readonly reply: unknown
  /** How many of these one connection may send: a bucket of `burst`, filled again by `perSecond`. */
  readonly rate: { readonly burst: number; readonly perSecond: number }
}

/** A row of the agents' table: the right that it needs is looked up in the matrix before a handler runs. */
export interface AgentCommandRow extends CommandRow {
  readonly permission: Permission
}

/** Says a reply's type in a table without a value. */
export const replies = <T>(): T => undefined as T

export type RequestOf<Row> = Row extends { request: infer S extends v.GenericSchema }
  ? v.InferInput<S>
  : never
export type ParsedRequestOf<Row> = Row extends { request: infer S extends v.GenericSchema }
  ? v.InferOutput<S>
  : never
export type ReplyOf<Row> = Row extends { reply: infer R } ? R : never

/** Socket.IO's map of client→server events for a table: one payload, one acknowledgement. */
export type EmitsOf<Table> = {
  [Name in keyof Table]: (
    request: RequestOf<Table[Name]>,
    reply: (reply: Reply<ReplyOf<Table[Name]>>) => void,
  ) => void
}
