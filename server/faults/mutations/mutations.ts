/**
 * THE list of recorded mutations: for each guard, the smallest change that removes it, and the test that must then fail.
 * A guard whose removal no test notices is a guard that nobody holds.
 */

export interface Mutation {
  readonly name: string
  /** What the guard promises, with the rule's id. */
  readonly guard: string
  readonly edits: readonly {
    /** From the root. */
    readonly file: string
    /** Stands exactly once in the file. */
    readonly from: string
    readonly to: string
  }[]
  /** The test file, and a part of its name, that must turn red. */
  readonly caughtBy: { readonly file: string; readonly test: string }
}

export const mutations: readonly Mutation[] = [
  {
    name: 'dedupe',
    guard: '[MSG4] a command that is known stores nothing',
    edits: [
      {
        file: 'server/src/storage/migrations/0001-first.ts',
        from: 'create unique index entries_by_cmid on entries (site_id, cmid) where cmid is not null;',
        to: 'create index entries_by_cmid on entries (site_id, cmid) where cmid is not null;',
      },
      {
        file: 'server/src/conversations/append.store.ts',
        from: ' on conflict (site_id, cmid) where cmid is not null do nothing`',
        to: '`',
      },
    ],
    caughtBy: { file: 'server/faults/commands.test.ts', test: 'stores it once and says the same seq' },
  },
  {
    name: 'ack after COMMIT',
    guard: '[MSG5] [STO3] an ack leaves only after its COMMIT',
    edits: [
      {
        file: 'server/src/storage/write-queue.ts',
        from: '      hooks.beforeCommit?.()\n      commit.run()\n    } catch',
        to: '    } catch',
      },
      {
        file: 'server/src/storage/write-queue.ts',
        from: "    if (holder) hold(holder)\n    else state = 'idle'\n    schedule()\n",
        to: `    state = 'held'
    setTimeout(() => {
      if (database.inTransaction) {
        hooks.beforeCommit?.()
        commit.run()
      }
      if (holder) hold(holder)
      else state = 'idle'
      schedule()
    }, 5)
`,
      },
    ],
    caughtBy: { file: 'server/faults/commit.test.ts', test: 'before COMMIT' },
  },
  {
    name: 'head',
    guard: '[SYN3] a stored message that nobody was told of is found',
    edits: [
      {
        file: 'server/src/realtime/head-beacon.ts',
        from: 'if (seq > (lastPublished.get(id) ?? 0)) behind.add(id)',
        to: 'if (seq < 0) behind.add(id)',
      },
    ],
    caughtBy: { file: 'server/faults/head.test.ts', test: 'is found by both sides' },
  },
  {
    name: 'constraint of one owner',
    guard: '[RTE2] the database holds at most one open assignment of a conversation',
    edits: [
      {
        file: 'server/src/storage/migrations/0001-first.ts',
        from: 'create unique index assignments_one_open',
        to: 'create index assignments_one_open',
      },
    ],
    caughtBy: { file: 'server/faults/crowd.test.ts', test: 'holds one owner in the database itself' },
  },
  {
    name: 'compare and set',
    guard: '[RTE2] who changes hands names the gen that they saw',
    edits: [
      {
        file: 'server/src/routing/hands.ts',
        from: 'if (found.gen !== gen) throw stale(found)',
        to: 'if (found.gen < gen) throw stale(found)',
      },
    ],
    caughtBy: { file: 'server/faults/crowd.test.ts', test: 'gives it to one and tells the other who has it' },
  },
  {
    name: 'constraint of capacity',
    guard: '[RTE2] a slot is raised only where one is free',
    edits: [
      {
        file: 'server/src/routing/slots.ts',
        from: ".whereRef('active', '<', 'capacity')",
        to: ".where('active', '>=', 0)",
      },
    ],
    caughtBy: { file: 'server/faults/crowd.test.ts', test: 'refuses an agent who takes eight at once' },
  },
]
