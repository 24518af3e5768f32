/** Ids that the relay makes: UUIDv7, so that what is made together lies together in an index. */
import { randomUUID } from 'node:crypto'

/**
 * A new id. Node draws the random bits of `randomUUID` from a pool; a library asks the system for each id,
 * which costs as much as storing the message.
 */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
