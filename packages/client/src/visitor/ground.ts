/**
 * What rooms of the engine that load later stand on: the socket, the storage and the outbox of whoever is here.
 * A page without such rooms pays nothing for them; what they keep and say follows the rules of everything else.
 */
import type { FlowRun, VisitorCommands, VisitorEvents } from '@docent/protocol'
import type { ReadonlySignal } from '@preact/signals-core'
import type { Connection } from '../connection.ts'
import type { Letter } from '../letter.ts'
import type { OutboxItem } from '../outbox.ts'
import type { Clock, Ids, PageLife, Random, Tabs, Warn } from '../outside.ts'
import type { Storage } from '../storage.ts'

export interface Ground {
  readonly site: string
  readonly connection: Pick<
    Connection<VisitorCommands, VisitorEvents>,
    'status' | 'isOpen' | 'request' | 'on' | 'onWake'
  >
  readonly storage: Storage
  readonly tabs: Tabs
  readonly page: PageLife
  readonly clock: Clock
  readonly random: Random
  readonly ids: Ids
  readonly warn: Warn
  /** Begins each key of what this identity keeps; null until it is known [IDN6]. */
  readonly prefix: ReadonlySignal<string | null>
  /** How often the relay has said `ready`; each time what the anonymous visitor left to the user is taken over already. */
  readonly readies: ReadonlySignal<number>
  /** What this tab still has to send. */
  readonly waiting: ReadonlySignal<readonly OutboxItem[]>
  /** Puts a letter into the outbox; resolves when it is kept there. */
  post(letter: Letter): Promise<void>
  /** Fired with the run as the relay has it, when a letter about it was acknowledged. */
  onRun(listener: (run: FlowRun) => void): () => void
  /** Fired with how often an event has happened everywhere, when one that this tab tracked was acknowledged. */
  onCount(listener: (name: string, count: number) => void): () => void
}
