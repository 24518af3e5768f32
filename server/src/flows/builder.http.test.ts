/** The builder's way in: tokens, sessions, origins, and rights that end [FLO14]. Asked over HTTP, as a page of the site asks. */
import { get as httpGet } from 'node:http'
import type { FlowDraft, Reply } from '@docent/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { operator } from '../agents/actor.ts'
import { systemClock } from '../clock.ts'
import { type LiveRelay, openLiveRelay, origins, type Speaker } from '../realtime/testing/live-relay.ts'
import { published, tourDraft } from './testing/flow-scene.ts'

let relay: LiveRelay
let amir: Speaker
let flowId: string
let ahead = 0

beforeAll(async () => {
  const clock = { ...systemClock, now: () => systemClock.now() + ahead }
  relay = await openLiveRelay({ clock })
  amir = await relay.agent('amir')
})
afterAll(() => relay.close())
beforeEach(async () => {
  flowId = await published(relay, tourDraft('Find your way', ['one']))
})

interface Said {
  readonly origin?: string | null
  readonly session?: string
  readonly method?: string
  readonly body?: unknown
}

async function say(path: string, { origin = origins.shop, session, method = 'POST', body }: Said = {}) {
  const reply = await relay.fetch(`/builder${path}`, {
    method,
    headers: {
      ...(origin !== null && { origin }),
      ...(session !== undefined && { authorization: `Bearer ${session}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  const said = text === '' ? {} : (JSON.parse(text) as { data?: never; error?: { code: string } })
  return { status: reply.status, headers: reply.headers, data: said.data, code: said.error?.code }
}

const openToken = async (by: Speaker = amir) =>
  (
    await by.must<{ token: string; origins: readonly string[]; expiresAt: number }>('builder:open', {
      flowId,
    })
  ).token

interface Opened {
  readonly session: string
  readonly flow: {
    readonly id: string
    readonly name: string
    readonly draft: FlowDraft
    readonly rev: number
  }
  readonly stepId: string | null
  readonly site: string
  readonly expiresAt: number
}

async function opened(by?: Speaker): Promise<Opened> {
  const { data } = await say('/session', { body: { token: await openToken(by) } })
  return data as unknown as Opened
}

const draft = tourDraft('Written on the page', ['one', 'two'])

describe('a token', () => {
  it('[FLO14] opens the builder at its flow and step, and says where it may be opened', async () => {
    const made = await amir.must<{ token: string; origins: readonly string[] }>('builder:open', {
      flowId,
      stepId: 'one',
    })
    expect(made.origins).toEqual([origins.shop])
    const reply = await say('/session', { body: { token: made.token } })
    expect(reply.headers.get('access-control-allow-origin')).toBe(origins.shop)
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(reply.data).toMatchObject({
      flow: { id: flowId, name: 'A flow', rev: 1 },
      stepId: 'one',
      site: 'shop',
    })
  })

  it('[FLO14] is valid once, also for two who come at the same time', async () => {
    const token = await openToken()
    const replies = await Promise.all([1, 2, 3, 4].map(() => say('/session', { body: { token } })))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401])
  })

  it('[FLO14] is valid for two minutes', async () => {
    const token = await openToken()
    ahead += 2 * 60_000
    expect((await say('/session', { body: { token } })).code).toBe('unauthenticated')
  })

  it('[FLO14] is refused on another site’s origin, and not used up by it', async () => {
    const token = await openToken()
    const elsewhere = await say('/session', { origin: origins.other, body: { token } })
    expect([elsewhere.status, elsewhere.code]).toEqual([401, 'unauthenticated'])
    for (const origin of ['https://evil.example', 'null', null]) {
      const strange = await say('/session', { origin, body: { token } })
      expect([strange.status, strange.headers.get('access-control-allow-origin')]).toEqual([403, null])
    }
    expect((await say('/session', { body: { token } })).status).toBe(200)
  })

  it('[FLO14] lies in the database as a hash, like the session', async () => {
    const token = await openToken()
    const { session } = await opened()
    const rows = JSON.stringify(
      await relay.app.storage.read.selectFrom('builder_tokens').selectAll().execute(),
    )
    expect(rows).not.toContain(token)
    expect(rows).not.toContain(session)
  })

  it.each([{}, { token: 7 }, { token: 'guess' }, { token: 'x'.repeat(10_000) }, []])(
    '[INP1] is nothing else: %j',
    async (body) => {
      expect((await say('/session', { body })).code).toMatch(/^(bad_request|unauthenticated)$/)
    },
  )
})

describe('a session', () => {
  it('[FLO14] saves and publishes its flow, as the console does', async () => {
    const { session } = await opened()
    const saved = await say('/draft', { session, method: 'PUT', body: { rev: 1, name: 'Renamed', draft } })
    expect(saved.data).toEqual({ rev: 2 })
    const late = await say('/draft', {
      session,
      method: 'PUT',
      body: { rev: 1, name: 'Late', draft: tourDraft('x', ['one']) },
    })
    expect([late.status, late.code]).toEqual([409, 'conflict'])
    expect((await say('/draft', { session, method: 'GET' })).data).toMatchObject({
      name: 'Renamed',
      rev: 2,
      draft,
    })
    expect((await say('/publish', { session, body: { rev: 2 } })).data).toEqual({ version: 2 })
    expect(await amir.must('flow:show', { flowId })).toMatchObject({ name: 'Renamed', liveVersion: 2 })
  })

  it('[FLO14] lasts an hour', async () => {
    const { session } = await opened()
    ahead += 3_600_000 - 5_000
    expect((await say('/draft', { session, method: 'GET' })).status).toBe(200)
    ahead += 5_001
    expect((await say('/draft', { session, method: 'GET' })).code).toBe('unauthenticated')
  })

  it('[FLO14] is of the site’s own origins, and of its own flow', async () => {
    const { session } = await opened()
    const save = { session, method: 'PUT', body: { rev: 1, name: 'Taken', draft } }
    expect((await say('/draft', { ...save, origin: origins.other })).code).toBe('unauthenticated')
    expect((await say('/draft', { ...save, origin: 'https://evil.example' })).code).toBe('forbidden')
    expect((await say('/draft', { ...save, origin: null })).code).toBe('forbidden')
    expect(await amir.must('flow:show', { flowId })).toMatchObject({ rev: 1 })
  })

  it.each([undefined, '', 'guess', 'A'.repeat(43)])(
    '[INP6] is nothing that was guessed: %s',
    async (session) => {
      const guessed = session === undefined ? {} : { session }
      expect((await say('/draft', { ...guessed, method: 'GET' })).code).toBe('unauthenticated')
      expect((await say('/publish', { ...guessed, body: { rev: 1 } })).code).toBe('unauthenticated')
    },
  )

  it('[INP3] takes a draft of the largest size, and says what is wrong with a larger one', async () => {
    const { session } = await opened()
    const of = (steps: number): FlowDraft => ({
      ...draft,
      content: {
        kind: 'tour',
        title: { en: 'Long' },
        steps: Array.from({ length: steps }, (_, index) => ({
          id: `step-${index}`,
          kind: 'modal',
          title: { en: 'A step' },
          body: { en: 'x'.repeat(1_900) },
          advance: [],
        })),
      },
    })
    const put = (large: FlowDraft) =>
      say('/draft', { session, method: 'PUT', body: { rev: 1, name: 'Long', draft: large } })
    expect((await put(of(60))).code).toBe('too_large')
    expect((await put(of(29))).code).toBe('too_large')
    expect((await put(of(28))).data).toEqual({ rev: 2 })
    const wrong = { rev: 2, name: 'Long', draft: { ...draft, priority: 101 } }
    expect((await say('/draft', { session, method: 'PUT', body: wrong })).code).toBe('bad_request')
  })

  it('[FLO14] reads its flow on a page of the relay’s own, where browsers name no origin', async () => {
    const { session } = await opened()
    const read = (fetchSite: string, host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const url = new URL('/api/v1/builder/draft', relay.url)
        const headers = { host, 'sec-fetch-site': fetchSite, authorization: `Bearer ${session}` }
        httpGet(url, { headers }, (reply) => resolve(reply.resume().statusCode)).on('error', reject)
      })
    const { host } = new URL(relay.url)
    await relay.app.sites.addOrigin(operator, 'shop', relay.url)
    expect(await read('same-origin', host)).toBe(200)
    expect(await read('cross-site', host)).toBe(403)
    expect(await read('same-origin', 'evil.example')).toBe(403)
  })

  it('answers the browser’s question before it, with exactly the origin that asked', async () => {
    const asked = await say('/draft', { method: 'OPTIONS' })
    expect(asked.status).toBe(204)
    expect(asked.headers.get('access-control-allow-origin')).toBe(origins.shop)
    expect(asked.headers.get('access-control-allow-headers')).toContain('Authorization')
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull()
    expect(asked.headers.get('vary')).toContain('Origin')
    expect((await say('/draft', { method: 'OPTIONS', origin: 'https://evil.example' })).status).toBe(403)
  })
})

describe('a right that ends', () => {
  const given = <T>(reply: Reply<T>): T => {
    if (reply.ok) return reply.data
    throw new Error(reply.error.message)
  }
  const rights = async (session: string) => (await say('/draft', { session, method: 'GET' })).status

  const signsOut = async (person: 'amir'): Promise<void> => {
    const address = `${relay.url}/api/v1/session`
    const headers = { origin: relay.url, cookie: await relay.signIn(person) }
    const { data } = (await (await fetch(address, { headers })).json()) as { data: { csrf: string } }
    const left = await fetch(address, {
      method: 'DELETE',
      headers: { ...headers, 'x-csrf-token': data.csrf },
    })
    expect(left.status).toBe(200)
  }

  it('[FLO14] [IDN4] ends token and session when the agent signs out of the console, and nobody else’s', async () => {
    const [mine, theirs] = [await opened(), await opened(await relay.agent('olive'))]
    const token = await openToken()
    await signsOut('amir')
    expect(await rights(mine.session)).toBe(401)
    expect((await say('/session', { body: { token } })).status).toBe(401)
    expect(await rights(theirs.session)).toBe(200)
  })

  it('[FLO14] [IDN7] ends token and session with a changed password', async () => {
    const olive = await relay.agent('olive')
    const { session } = await opened(olive)
    const token = await openToken(olive)
    given(await relay.accounts.setPassword(operator, relay.agentIds.olive, 'another horse'))
    expect(await rights(session)).toBe(401)
    expect((await say('/session', { body: { token } })).status).toBe(401)
  })

  it('[FLO14] [IDN4] ends the session: another role, and a disabled account', async () => {
    const { accounts, agentIds, sites } = relay
    const agentId = agentIds.amir
    const { session } = await opened()
    const join = (role: 'agent' | 'admin') =>
      accounts.join(operator, { siteId: sites.shop.id, agentId, role, capacity: 1_000 })
    given(await join('agent'))
    expect(await rights(session)).toBe(401)
    given(await join('admin'))
    expect(await rights(session)).toBe(200)
    given(await accounts.setDisabled(operator, agentId, true))
    expect(await rights(session)).toBe(401)
    given(await accounts.setDisabled(operator, agentId, false))
  })
})
