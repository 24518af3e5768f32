/** Who may open a connection, by which origin, and for how long: over WebSocket and over polling [IDN4] [IDN5]. */
import { request as httpRequest } from 'node:http'
import { protocolVersion } from '@docent/protocol'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../agents/actor.ts'
import {
  type LiveRelay,
  openLiveRelay,
  origins,
  type Person,
  password,
  Refused,
  type Speaker,
} from './testing/live-relay.ts'

/** Milliseconds; a tenth of the default, and far below the 5 s of the rule. */
const rejudge = 200
let relay: LiveRelay

beforeAll(async () => {
  relay = await openLiveRelay({ timings: { rejudge } })
})
afterAll(() => relay.close())

const outcomeOf = (attempt: Promise<Speaker>) =>
  attempt.then(
    (speaker) => {
      speaker.close()
      return 'admitted'
    },
    (error: unknown) => (error instanceof Refused ? (error.failure?.code ?? 'refused') : String(error)),
  )

const foreignOrigins: readonly (readonly [name: string, origin: () => string | null])[] = [
  ['a stranger', () => 'https://evil.example'],
  ['null, a sandbox or a file', () => 'null'],
  ['none at all', () => null],
  ['the site as a prefix', () => `${origins.shop}.evil.example`],
  ['the site as a suffix', () => 'https://evil-shop.example'],
  ['a subdomain', () => 'https://www.shop.example'],
  ['another port', () => `${origins.shop}:8443`],
  ['another scheme', () => 'http://shop.example'],
  ['other letters', () => 'https://SHOP.example'],
  ['a path behind it', () => `${origins.shop}/`],
  ['two origins', () => `${origins.shop}, https://evil.example`],
  ['another site’s origin', () => origins.other],
]

describe.each(['websocket', 'polling'] as const)('over %s', (transport) => {
  it('[IDN5] admits a page of the site', async () => {
    expect(await outcomeOf(relay.visitor({ transport }))).toBe('admitted')
  })

  it.each(foreignOrigins)('[IDN5] refuses %s', async (_name, origin) => {
    expect(await outcomeOf(relay.visitor({ transport, origin: origin() }))).toBe('refused')
  })

  it('[IDN5] refuses a site that there is not', async () => {
    for (const site of ['nothing', '__proto__', 'SHOP', '', "shop' or 1=1--"])
      expect(await outcomeOf(relay.visitor({ transport, site: site as 'shop' }))).toBe('refused')
  })

  it.each(foreignOrigins)('[IDN4] [IDN5] refuses an agent’s cookie from %s', async (_name, origin) => {
    const cookie = await relay.signIn('ada')
    const hijack = relay.agent('ada', { transport, origin: origin(), headers: { cookie } })
    expect(await outcomeOf(hijack)).toBe('refused')
  })

  it('[IDN4] [IDN5] refuses an agent’s cookie from a page of the site itself, which is not the console', async () => {
    const cookie = await relay.signIn('ada')
    const hijack = relay.agent('ada', { transport, origin: origins.shop, headers: { cookie } })
    expect(await outcomeOf(hijack)).toBe('forbidden')
  })

  it('[IDN4] admits an agent from the console, with a session, and nobody without', async () => {
    expect(await outcomeOf(relay.agent('ada', { transport }))).toBe('admitted')
    for (const cookie of ['', 'docent_session=', 'docent_session=x', 'docent_session=__proto__'])
      expect(await outcomeOf(relay.agent('ada', { transport, headers: { cookie } }))).toBe('unauthenticated')
  })

  it('[IDN4] admits an agent to no site but their own', async () => {
    expect(await outcomeOf(relay.agent('bea', { transport, site: 'shop' }))).toBe('unauthenticated')
  })
})

describe('the namespaces', () => {
  it('[IDN5] admit nobody to the main one, nor to one that there is not', async () => {
    for (const namespace of ['/', '/admin', '/agent/../visitor', '/__proto__']) {
      const socket = io(`${relay.url}${namespace}`, {
        query: { site: 'shop' },
        extraHeaders: { origin: origins.shop },
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
      })
      const outcome = await new Promise<string>((resolve) => {
        socket.on('connect', () => resolve('admitted'))
        socket.on('connect_error', () => resolve('refused'))
      })
      socket.disconnect()
      expect([namespace, outcome]).toEqual([namespace, 'refused'])
    }
  })

  it('[SYN6] ask a client of another version for an upgrade', async () => {
    const browser = relay.browser()
    for (const protocol of [0, protocolVersion + 1])
      expect(await outcomeOf(relay.visitor({ auth: { protocol, ...browser } }))).toBe('upgrade_required')
    expect(await outcomeOf(relay.agent('ada', { auth: { protocol: protocolVersion + 1 } }))).toBe(
      'upgrade_required',
    )
  })
})

describe('a relay that takes no more', () => {
  const statusOf = (url: string, headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const request = httpRequest(`${url}/socket.io/?EIO=4&transport=websocket&site=shop`, {
        headers: { origin: origins.shop, ...headers },
      })
      request.on('response', (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      request.on('upgrade', (response, socket) => {
        socket.destroy()
        resolve(response.statusCode ?? 0)
      })
      request.on('error', reject)
      request.end()
    })
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }

  it('[CON10] answers 429 to an address that connects too often, over both transports', async () => {
    const small = await openLiveRelay({ limits: { connectionsPerMinute: 2 } })
    try {
      expect(await statusOf(small.url, upgrade)).toBe(101)
      expect(await statusOf(small.url, upgrade)).toBe(101)
      expect(await statusOf(small.url, upgrade)).toBe(429)
      const poll = `${small.url}/socket.io/?EIO=4&transport=polling&site=shop`
      const answer = await fetch(poll, { headers: { origin: origins.shop } })
      expect(answer.status).toBe(429)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    } finally {
      await small.close()
    }
  })

  it('[CON9] answers 503 to new handshakes while it is overloaded, and says when to come back', async () => {
    const full = await openLiveRelay({ limits: { appendQueue: -1 } })
    try {
      expect(await statusOf(full.url, upgrade)).toBe(503)
      const poll = `${full.url}/socket.io/?EIO=4&transport=polling&site=shop`
      const answer = await fetch(poll, { headers: { origin: origins.shop } })
      expect(answer.status).toBe(503)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await answer.json()).toMatchObject({ error: { code: 'busy' } })
    } finally {
      await full.close()
    }
  })

  it('[CON9] answers busy to commands while it is overloaded', async () => {
    const small = await openLiveRelay({ limits: { appendQueue: 0 } })
    try {
      const visitor = await small.visitor()
      const burst = Array.from({ length: 200 }, () =>
        visitor.ask('event:track', { eventId: small.random.uuid(), name: 'burst' }),
      )
      const replies = await Promise.all(burst)
      const busy = replies.filter((reply) => !reply.ok)
      expect(busy.length).toBeGreaterThan(0)
      for (const reply of busy)
        expect(reply).toMatchObject({ error: { code: 'busy', data: { retryAfterMs: expect.any(Number) } } })
    } finally {
      await small.close()
    }
  })
})

describe('rights that change while a socket is open [IDN4]', () => {
  /** An account of its own for each test, since it does not come out of it as it went in. */
  async function conversationOf(
    person: Person,
  ): Promise<{ visitor: Speaker; conversationId: string; agent: Speaker }> {
    const [visitor, agent] = [await relay.visitor(), await relay.agent(person)]
    const conversationId = await relay.started(visitor)
    await agent.must('conversation:sync', { conversationId, after: { seq: 0, id: null }, epoch: null })
    await agent.must('internal:sync', { conversationId, afterIseq: 0 })
    return { visitor, conversationId, agent }
  }

  const within = async (milliseconds: number, what: Promise<unknown>) => {
    const began = performance.now()
    await what
    expect(performance.now() - began).toBeLessThan(milliseconds)
  }

  it('[IDN4] closes the sockets of a disabled account, and lets it in no more', async () => {
    const { agent } = await conversationOf('grace')
    const cookie = await relay.signIn('grace')
    await relay.accounts.setDisabled(operator, relay.agentIds.grace, true)
    await within(5_000, agent.gone())
    expect(agent.heard('session:ended')).toMatchObject([{ error: { code: 'unauthenticated' } }])
    expect(await outcomeOf(relay.agent('grace', { headers: { cookie } }))).toBe('unauthenticated')
    await relay.accounts.setDisabled(operator, relay.agentIds.grace, false)
  })

  it('[IDN4] closes all sockets of an account whose password changed', async () => {
    const [one, two] = [await relay.agent('linus'), await relay.agent('linus')]
    await relay.accounts.setPassword(operator, relay.agentIds.linus, `${password} anew`)
    await within(5_000, Promise.all([one.gone(), two.gone()]))
    expect(two.heard('session:ended')).toHaveLength(1)
    await relay.accounts.setPassword(operator, relay.agentIds.linus, password)
  })

  it('[IDN4] ends the socket of a session that was signed out elsewhere', async () => {
    const cookie = await relay.signIn('susan')
    const agent = await relay.agent('susan', { headers: { cookie } })
    const session = await (await relay.fetch('/session', { headers: { cookie } })).json()
    await relay.fetch('/session', {
      method: 'DELETE',
      headers: { cookie, origin: relay.url, 'x-csrf-token': session.data.csrf },
    })
    await within(5_000, agent.gone())
    expect(agent.heard('session:ended')).toHaveLength(1)
  })

  it('[IDN4] takes a role away from a live socket', async () => {
    const cookie = await relay.signIn('amir')
    const agent = await relay.agent('amir', { headers: { cookie } })
    const saved = relay.app.sites.settings(relay.sites.shop.id)
    await agent.must('settings:save', saved)
    const role = { siteId: relay.sites.shop.id, agentId: relay.agentIds.amir }
    await relay.accounts.join(operator, { ...role, role: 'agent' })
    await within(5_000, agent.gone())
    const again = await relay.agent('amir', { headers: { cookie } })
    const next = relay.app.sites.settings(relay.sites.shop.id)
    expect(await again.ask('settings:save', next)).toMatchObject({ error: { code: 'forbidden' } })
    await relay.accounts.join(operator, { ...role, role: 'admin' })
  })

  it('[IDN4] [INP7] takes rooms and rows along with a team', async () => {
    const { visitor, conversationId, agent } = await conversationOf('ada')
    const susan = await relay.agent('susan', { headers: { cookie: await relay.signIn('susan') } })
    await susan.must('conversation:transfer', {
      conversationId,
      gen: 0,
      to: { kind: 'team', teamId: relay.teams.Support },
    })
    const before = await agent.must<{ rev: number }>('inbox:sync', { after: 0, epoch: null, limit: 500 })
    await relay.accounts.setTeams(operator, relay.sites.shop.id, relay.agentIds.ada, [])
    await within(5_000, agent.gone())
    await relay.said(visitor, conversationId, 'for Support alone')
    expect(agent.frames()).not.toContain('for Support alone')
    const again = await relay.agent('ada')
    const page = await again.must<{ gone: string[] }>('inbox:sync', {
      after: before.rev,
      epoch: null,
      limit: 500,
    })
    expect(page.gone).toContain(conversationId)
    await relay.accounts.setTeams(operator, relay.sites.shop.id, relay.agentIds.ada, [relay.teams.Support])
  })

  it('[INP7] takes the rooms of a conversation that went to another team', async () => {
    const { visitor, conversationId, agent } = await conversationOf('ada')
    await agent.hears('ready')
    await agent.must('conversation:transfer', {
      conversationId,
      gen: 0,
      to: { kind: 'team', teamId: relay.teams.Sales },
    })
    const sync = { conversationId, after: { seq: 0, id: null }, epoch: null }
    const linus = await relay.agent('linus', { headers: { cookie: await relay.signIn('linus') } })
    await linus.must('conversation:sync', sync)
    await linus.must('internal:sync', { conversationId, afterIseq: 0 })
    await relay.said(visitor, conversationId, 'for Sales alone')
    await linus.must('note:add', {
      conversationId,
      cmid: relay.random.uuid(),
      parts: [{ type: 'text', text: 'a note for Sales' }],
    })
    await linus.hears('entry:appended')
    await agent.must('agent:list', {})
    expect(agent.frames()).not.toContain('for Sales')
    expect(await agent.ask('conversation:sync', sync)).toMatchObject({ error: { code: 'not_found' } })
  })
})
