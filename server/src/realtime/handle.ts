/**
 * The one way from a frame to a service: limit, parse, authorise, call, reply.
 * So a handler never sees `unknown`, and needs no try/catch: what it throws becomes a code here, once.
 */
import {
  type CommandRow,
  type Failure,
  failure,
  type ParsedRequestOf,
  type Reply,
  type ReplyOf,
} from '@docent/protocol'
import * as v from 'valibot'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { StoreUnavailable } from '../storage/write-queue.ts'
import { createBuckets } from './token-buckets.ts'

/** A handler for each row of a table; `Session` is what the door knows of the speaker. */
export type Handlers<Table, Session> = {
  readonly [Name in keyof Table]: (
    session: Session,
    request: ParsedRequestOf<Table[Name]>,
  ) => Promise<Reply<ReplyOf<Table[Name]>>>
}

/** Of a Socket.IO socket, what a door needs. */
export interface CommandSocket {
  onAny(listener: (name: unknown, ...rest: unknown[]) => void): unknown
}

/** What is the same at all doors. */
export interface Binding {
  /** Null unless the relay is too busy to take commands. */
  readonly overload: () => Failure | null
  readonly clock: Clock
  readonly logger: Logger
  /** Multiplies the table's rates. */
  readonly rate: number
  readonly onHandled?: (command: string, milliseconds: number, code: string) => void
}

interface Options<Table extends Record<string, CommandRow>, Session> extends Binding {
  readonly table: Table
  readonly handlers: Handlers<Table, Session>
  /** Null where the session may call the command; else why not. */
  readonly authorise: (session: Session, command: keyof Table & string) => Failure | null
}

/** Binds a table's commands to sockets: call what it returns with each new one. */
export function createDoor<Table extends Record<string, CommandRow>, Session>(
  options: Options<Table, Session>,
) {
  const { table, handlers, authorise, overload, clock, logger, rate, onHandled } = options

  return (socket: CommandSocket, session: Session): void => {
    const buckets = createBuckets(table, rate, clock)

    socket.onAny((name, ...rest) => {
      const reply = rest.at(-1)
      if (typeof reply !== 'function') return
      const startedAt = clock.monotonic()
      const answer = (result: Reply<unknown>): void => {
        reply(result)
        onHandled?.(String(name), clock.monotonic() - startedAt, result.ok ? 'ok' : result.error.code)
      }
      if (typeof name !== 'string' || !Object.hasOwn(table, name)) {
        answer(
          refusal(
            failure('bad_request', 'There is no such command; see the protocol for those that there are.', {
              path: '',
            }),
          ),
        )
        return
      }
      handle(name, rest.length === 2 ? rest[0] : undefined).then(answer, (error: unknown) =>
        answer(unexpected(name, error)),
      )
    })

    async function handle(name: keyof Table & string, payload: unknown): Promise<Reply<unknown>> {
      const row = table[name]
      if (!row) throw new Error(`no row for ${name}`)
      const busy = overload()
      if (busy) return refusal(busy)
      const wait = buckets.take(name)
      if (wait > 0)
        return refusal(
          failure('rate_limited', 'Too many of these at once; wait and send it again.', {
            retryAfterMs: wait,
          }),
        )
      const parsed = v.safeParse(row.request, payload, { abortEarly: true })
      if (!parsed.success) return refusal(malformed(parsed.issues[0]))
      const forbidden = authorise(session, name)
      if (forbidden) return refusal(forbidden)
      return handlers[name](session, parsed.output as ParsedRequestOf<Table[typeof name]>)
    }
  }

  function unexpected(command: string, error: unknown): Reply<never> {
    if (error instanceof StoreUnavailable)
      return refusal(
        failure(
          'unavailable',
          'The relay cannot store anything at the moment. Nothing was accepted; send it again.',
        ),
      )
    logger.error({ err: error, command }, 'a command failed')
    return refusal(
      failure('internal', 'Something went wrong on the relay. Nothing was accepted; send it again.'),
    )
  }
}

const refusal = (error: Failure): Reply<never> => ({ ok: false, error })

function malformed(issue: v.BaseIssue<unknown>): Failure {
  const path = v.getDotPath(issue) ?? ''
  const where = path ? `"${path}" ` : 'The request '
  return failure('bad_request', `${where}is not as the protocol says: ${issue.message}.`, { path })
}
