/** Kysely on a connection that lives in another thread: the queries of one transaction, one after the other. */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { QueryResult as Answered } from './writer-messages.ts'

/** What the writing thread is asked for one transaction. */
export interface WriterLine {
  begin(): Promise<void>
  query(sql: string, parameters: readonly unknown[]): Promise<Answered>
  commit(): Promise<void>
  rollback(): Promise<void>
}

export class WriterDialect implements Dialect {
  readonly #line: WriterLine
  constructor(line: WriterLine) {
    this.#line = line
  }
  createAdapter = () => new SqliteAdapter()
  createQueryCompiler = () => new SqliteQueryCompiler()
  createIntrospector: Dialect['createIntrospector'] = (db) => new SqliteIntrospector(db)
  createDriver(): Driver {
    const line = this.#line
    const connection: DatabaseConnection = {
      async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
        const { rows, changes } = await line.query(sql, parameters)
        return { rows: rows as R[], numAffectedRows: BigInt(changes) }
      },
      // biome-ignore lint/correctness/useYield: Kysely asks for a generator; nothing here streams
      async *streamQuery(): AsyncIterableIterator<never> {
        throw new Error('a transaction does not stream: read with storage.read')
      },
    }
    let turn: Promise<void> = Promise.resolve()
    let release = (): void => {}
    return {
      async init() {},
      // One holder after the other; the writing thread would keep them apart as well, but answers by order, not by name.
      async acquireConnection() {
        const before = turn
        const { promise, resolve } = Promise.withResolvers<void>()
        turn = promise
        await before
        release = resolve
        return connection
      },
      beginTransaction: () => line.begin(),
      commitTransaction: () => line.commit(),
      rollbackTransaction: () => line.rollback(),
      async releaseConnection() {
        release()
      },
      async destroy() {},
    }
  }
}
