/** A message that is stored and that nobody was told of: only the head finds it. */
import { join } from 'node:path'
import { waitUntil } from '@docent/testing/wait-until'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openScene, type Scene, tenth } from './scene.ts'

/** A beat every 12 s ± 20 %, then the sync that it causes: within 20 s, here 2. */
const foundWithin = 2_000

/** Stores a message as another node would: the relay under test commits nothing and publishes nothing. */
function appendUntold(scene: Scene, conversationId: string, text: string): void {
  const database = new BetterSqlite3(join(scene.relay.dataDir, 'docent.db'), { timeout: 5_000 })
  try {
    database
      .transaction(() => {
        const id = scene.random.uuid()
        const raised = database
          .prepare<[string, string], { row: number; seq: number; site: string; visitor: string }>(
            `update conversations set last_seq = last_seq + 1, last_entry_id = ? where id = ?
           returning row_id as row, last_seq as seq, site_id as site, visitor_id as visitor`,
          )
          .get(id, conversationId)
        if (raised === undefined) throw new Error('there is no such conversation')
        database
          .prepare(
            `insert into entries (id, site_id, conversation_row_id, seq, at, kind, author_kind, author_id, via, cmid, target_id)
           values (?, ?, ?, ?, ?, 'message', 'visitor', ?, 'widget', null, null)`,
          )
          .run(id, raised.site, raised.row, raised.seq, Date.now(), raised.visitor)
        database
          .prepare('insert into entry_contents (entry_id, body) values (?, ?)')
          .run(id, JSON.stringify({ parts: [{ type: 'text', text }] }))
      })
      .immediate()
  } finally {
    database.close()
  }
}

describe('a last message whose push never came (5 times, seed 61)', () => {
  it(`[SYN3] is found by both sides within 20 s, which is ${foundWithin} ms here`, async () => {
    const scene = await openScene({ seed: 61 })
    const visitor = scene.visitor()
    const id = await visitor.start('Hello')
    await waitUntil(() => visitor.pending() === 0, { what: 'the start' })
    const agent = await scene.agent('supervisor@demo.test')
    agent.open(id)
    await scene.converged()
    for (let times = 1; times <= 5; times++) {
      appendUntold(scene, id, `untold ${times}`)
      await scene.converged(foundWithin)
    }
    expect(visitor.views().get(id)).toHaveLength(6)
    await scene.expectWhole()
    expect(tenth.head).toBe(1_200)
  })
})
