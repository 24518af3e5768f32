import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultTimings } from '../config.ts'
import { silentLogger } from '../logger.ts'
import { createFakeClock, type FakeClock } from '../routing/fake-clock.ts'
import { openStorage, type Storage } from '../storage/database.ts'
import { createPresence, type Presence } from './presence.ts'

const ada = { siteId: 'site', agentId: 'ada' }

describe('presence of agents [PRS]', () => {
  let dataDir: string
  let storage: Storage
  let clock: FakeClock
  let presence: Presence
  let told: string[]

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'docent-presence-'))
    storage = await openStorage({ dataDir, logger: silentLogger, jobsPerCommit: 256 })
    clock = createFakeClock()
    presence = createPresence({
      storage,
      clock,
      timings: defaultTimings,
      logger: silentLogger,
      nodeId: 'one',
    })
    told = []
    presence.onCame(({ agentId }) => told.push(`${agentId} came`))
    presence.onGone(({ agentId }) => told.push(`${agentId} went`))
  })

  afterEach(async () => {
    presence.close()
    await storage.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  /** Lets time go by as it does for a relay that runs: with a sweep every five seconds. */
  async function passes(seconds: number, meanwhile = () => {}): Promise<void> {
    for (let left = seconds; left > 0; left -= 5) {
      clock.advance(Math.min(left, 5) * 1_000)
      meanwhile()
      await presence.sweep()
    }
  }
  const leases = () => storage.read.selectFrom('agent_leases').selectAll().execute()

  it('[PRS2] counts an agent as connected for 30 s after the last sign of life', async () => {
    presence.connected('s1', ada)
    await passes(25)
    expect(presence.isConnected('site', 'ada')).toBe(true)
    await passes(5)
    expect(presence.isConnected('site', 'ada')).toBe(false)
    expect(told).toEqual(['ada came', 'ada went'])
  })

  it('[PRS3] keeps an agent whose transport answers, and renews the lease in the database', async () => {
    presence.connected('s1', ada)
    await passes(300, () => presence.pong('s1'))
    expect(presence.connectedAgents('site')).toEqual(['ada'])
    expect(await leases()).toMatchObject([{ socket_id: 's1', node_id: 'one', until: clock.now() + 30_000 }])
  })

  it('[PRS4] gives 10 s of grace after a clean disconnect', async () => {
    presence.connected('s1', ada)
    presence.disconnected('s1', true)
    await passes(5)
    expect(presence.isConnected('site', 'ada')).toBe(true)
    await passes(5)
    expect(presence.isConnected('site', 'ada')).toBe(false)
    expect(await leases()).toEqual([])
  })

  it('[PRS4] tells nobody of an agent who reloads the page', async () => {
    presence.connected('s1', ada)
    presence.disconnected('s1', true)
    await passes(5)
    presence.connected('s2', ada)
    await passes(20, () => presence.pong('s2'))
    expect(told).toEqual(['ada came'])
  })

  it('[PRS2] counts an agent with two tabs until the last is gone', async () => {
    presence.connected('s1', ada)
    presence.connected('s2', ada)
    presence.disconnected('s1', true)
    await passes(60, () => presence.pong('s2'))
    expect(told).toEqual(['ada came'])
    presence.disconnected('s2', false)
    await passes(35)
    expect(told).toEqual(['ada came', 'ada went'])
  })

  it('[PRS5] does not care when the wall clock is moved by an hour', async () => {
    presence.connected('s1', ada)
    clock.moveWall(3_600_000)
    await passes(10)
    clock.moveWall(-7_200_000)
    await passes(10)
    expect(presence.isConnected('site', 'ada')).toBe(true)
  })

  it('[PRS6] waits one lease for everybody after it stood still itself', async () => {
    presence.connected('s1', ada)
    clock.advance(90_000)
    await presence.sweep()
    await passes(25)
    expect(presence.isConnected('site', 'ada')).toBe(true)
    await passes(5)
    expect(presence.isConnected('site', 'ada')).toBe(false)
  })

  it('[PRS2] forgets on its start what an earlier run left behind', async () => {
    presence.connected('s1', ada)
    await presence.sweep()
    const next = createPresence({
      storage,
      clock,
      timings: defaultTimings,
      logger: silentLogger,
      nodeId: 'one',
    })
    await next.start()
    next.close()
    expect(await leases()).toEqual([])
  })
})
