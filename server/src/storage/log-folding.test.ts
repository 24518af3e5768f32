/** The log of the disk, folded into the database while nobody waits [STO5]. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openQueueStore, type QueueStore } from './testing/queue-store.ts'

let store: QueueStore
beforeEach(() => {
  store = openQueueStore()
})
afterEach(() => store.close())

/** Pages in the log, and how many of them are in the database already; asking folds nothing. */
const pages = () => {
  const [{ log, checkpointed }] = store.database.pragma('wal_checkpoint(noop)') as [
    { log: number; checkpointed: number },
  ]
  return { log, checkpointed }
}
const several = async (say: (word: string) => Promise<void>) => {
  for (let word = 0; word < 30; word++) await say(`word ${word}`)
}

it('[STO5] is folded into the database while the writer rests', async () => {
  const { say, idle } = store.open()
  await several(say)
  await idle()
  await expect.poll(pages).toSatisfy(({ log, checkpointed }) => log > 0 && checkpointed === log)
})

it('[STO5] waits for what comes in before it', async () => {
  const order: string[] = []
  const { database } = store
  const folded = database.pragma.bind(database)
  database.pragma = ((words: string) => {
    order.push(words)
    return folded(words)
  }) as typeof database.pragma
  const { say, hold, write } = store.open({ hooks: { afterCommit: () => void order.push('commit') } })
  await several(say)
  const holder = await hold()
  write('held')
  const before = order.filter((what) => what !== 'commit').length
  await new Promise<void>((turn) => setImmediate(turn))
  expect(order.filter((what) => what !== 'commit')).toHaveLength(before)
  holder.commit(['shop'])
  await expect.poll(() => order.at(-1)).toBe('wal_checkpoint(passive)')
})
