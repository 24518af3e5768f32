/** How much anybody may ask for, and that nothing bad that is sent hurts anybody else [CON9] [CON10] [INP]. */
import { agentCommands, type CommandRow, visitorCommands } from '@docent/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import type { Logger } from '../logger.ts'
import { silentLogger } from '../logger.ts'
import { createFakeClock } from '../routing/fake-clock.ts'
import {
  type LiveRelay,
  type LiveRelayOptions,
  openLiveRelay,
  Refused,
  textParts,
} from './testing/live-relay.ts'
import { createBuckets } from './token-buckets.ts'
import { createBudgets } from './visitor-budgets.ts'

let relay: LiveRelay | null = null
afterEach(async () => {
  await relay?.close()
  relay = null
})
async function open(options: LiveRelayOptions = {}): Promise<LiveRelay> {
  relay = await openLiveRelay(options)
  return relay
}

const tables: readonly (readonly [door: string, table: Readonly<Record<string, CommandRow>>])[] = [
  ['visitor', visitorCommands],
  ['agent', agentCommands],
]

describe.each(tables)('the bucket of each command of a %s', (_door, table) => {
  it.each(Object.keys(table))('[CON10] %s gives its burst, then as much as is filled again', (command) => {
    const clock = createFakeClock()
    const buckets = createBuckets(table, 1, clock)
    const { burst, perSecond } = (table[command] as CommandRow).rate
    for (let turn = 0; turn < burst; turn++) expect(buckets.take(command)).toBe(0)
    const wait = buckets.take(command)
    expect(wait).toBe(Math.ceil(1_000 / perSecond))
    clock.advance(wait - 1)
    expect(buckets.take(command)).toBeGreaterThan(0)
    clock.advance(1)
    expect(buckets.take(command)).toBe(0)
    clock.advance(3_600_000)
    for (let turn = 0; turn < burst; turn++) expect(buckets.take(command)).toBe(0)
    expect(buckets.take(command)).toBeGreaterThan(0)
  })
})

describe('the budget of a visitor', () => {
  it('[CON10] is one for all sockets, is filled again with time, and is its own', () => {
    const clock = createFakeClock()
    const budgets = createBudgets(60, clock)
    for (let turn = 0; turn < 60; turn++) expect(budgets.take('ann')).toBe(0)
    expect(budgets.take('ann')).toBe(1_000)
    expect(budgets.take('bob')).toBe(0)
    clock.advance(1_000)
    expect(budgets.take('ann')).toBe(0)
    expect(budgets.take('ann')).toBe(1_000)
  })

  it('[CON9] is forgotten once it is full: a day of visitors holds no memory', () => {
    const clock = createFakeClock()
    const budgets = createBudgets(60, clock)
    for (let visitor = 0; visitor < 5_000; visitor++) {
      budgets.take(`visitor ${visitor}`)
      clock.advance(1_000)
    }
    expect(budgets.size()).toBeLessThan(130)
  })
})

describe('over real sockets', () => {
  it('[CON10] answers rate_limited with the time to wait, for this command of this connection alone', async () => {
    const { visitor: connect } = await open({ limits: { commandRate: 1 } })
    const [visitor, other] = [await connect(), await connect()]
    const { burst, perSecond } = visitorCommands['conversation:list'].rate
    const began = performance.now()
    const replies = await Promise.all(
      Array.from({ length: burst * 10 }, () => visitor.ask('conversation:list', {})),
    )
    const filledAgain = Math.ceil(((performance.now() - began) / 1_000) * perSecond)
    const refused = replies.filter((reply) => !reply.ok)
    expect(replies.length - refused.length).toBeGreaterThanOrEqual(burst)
    expect(replies.length - refused.length).toBeLessThanOrEqual(burst + filledAgain)
    for (const reply of refused)
      expect(reply).toMatchObject({
        error: { code: 'rate_limited', data: { retryAfterMs: expect.any(Number) } },
      })
    await visitor.must('visitor:update', { profile: {} })
    await other.must('conversation:list', {})
  })

  it('[CON10] limits a visitor over all tabs and reconnects', async () => {
    const { visitor: connect } = await open({ limits: { commandsPerVisitorPerMinute: 5 } })
    const visitor = await connect()
    for (let turn = 0; turn < 5; turn++) await visitor.must('conversation:list', {})
    const tab = await connect({ browser: visitor.browser })
    expect(await tab.ask('conversation:list', {})).toMatchObject({ error: { code: 'rate_limited' } })
    await (await connect()).must('conversation:list', {})
  })

  it('[CON10] limits the pages that a visitor has open, before the first word and after', async () => {
    const { visitor: connect, started } = await open({ limits: { socketsPerVisitor: 2 } })
    const visitor = await connect()
    const { browser } = visitor
    const second = await connect({ browser })
    const code = (error: unknown) => (error instanceof Refused ? error.failure?.code : String(error))
    expect(await connect({ browser }).catch(code)).toBe('rate_limited')
    await started(visitor)
    expect(await connect({ browser }).catch(code)).toBe('rate_limited')
    second.close()
    await visitor.must('conversation:list', {})
    expect(await connect({ browser }).then(() => 'admitted', code)).toBe('admitted')
  })

  it('[CON3] ends a socket whose frame is beyond 64 KiB, and takes one that is just below', async () => {
    const live = await open()
    const [visitor, witness] = [await live.visitor(), await live.visitor()]
    const conversationId = await live.started(visitor)
    const request = (length: number) => ({
      conversationId,
      cmid: live.random.uuid(),
      parts: textParts('x'.repeat(length)),
    })
    expect(await visitor.ask('message:send', request(65_000))).toMatchObject({
      error: { code: 'bad_request' },
    })
    await expect(visitor.ask('message:send', request(65_537))).rejects.toThrow()
    await visitor.gone()
    await live.started(witness)
  })

  it('[CON9] keeps no more sockets, sessions or rooms than there are people', async () => {
    const live = await open()
    const resident = await live.visitor()
    await live.started(resident)
    const sockets = await Promise.all(Array.from({ length: 30 }, () => live.visitor()))
    for (const socket of sockets) socket.close()
    await resident.must('conversation:list', {})
    const figures = async () => {
      const text = await (await fetch(`${live.url}/metrics`)).text()
      return Number(/^docent_sockets (\d+)/m.exec(text)?.[1])
    }
    for (let turn = 0; turn < 100 && (await figures()) !== 1; turn++)
      await resident.must('conversation:list', {})
    expect(await figures()).toBe(1)
  })

  it('[INP1] [INP2] answers what fits no schema, and logs nothing of it as a fault', async () => {
    const faults: string[] = []
    const logger: Logger = { ...silentLogger, error: (_context, message) => void faults.push(message) }
    const live = await open({ logger })
    const visitor = await live.visitor()
    await live.started(visitor)
    const agent = await live.agent('ada')
    const payloads: readonly unknown[] = [
      null,
      0,
      '',
      [],
      {},
      true,
      { conversationId: {} },
      { seq: 1e308 },
      'x'.repeat(9_000),
    ]
    for (const [speaker, table] of [
      [visitor, visitorCommands],
      [agent, agentCommands],
    ] as const)
      for (const command of Object.keys(table).filter((name) => name !== 'session:end'))
        for (const payload of payloads) {
          const reply = await speaker.ask(command, payload)
          if (!reply.ok)
            expect(['bad_request', 'not_found'], `${command} ${JSON.stringify(payload)}`).toContain(
              reply.error.code,
            )
        }
    for (const command of ['no:such', '__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])
      expect(await visitor.ask(command, {}), command).toMatchObject({ error: { code: 'bad_request' } })
    expect(faults).toEqual([])
    expect(visitor.isConnected() && agent.isConnected()).toBe(true)
  })
})
