/** Who may speak at the relay's own site, over real sockets: its agents, and nobody who only knows its key [FLO19]. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type LiveRelay,
  openLiveRelay,
  Refused,
  type VisitorOptions,
} from '../realtime/testing/live-relay.ts'

let relay: LiveRelay
beforeAll(async () => {
  relay = await openLiveRelay()
  await relay.app.desk.start()
})
afterAll(() => relay.close())

const atTheDesk = (more: VisitorOptions = {}) =>
  relay.visitor({ site: 'desk', origin: relay.url, ...more } as VisitorOptions)

const refusalOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'admitted',
    (error: unknown) => (error instanceof Refused ? error.failure?.code : String(error)),
  )

async function proofOf(person: 'ada' | 'bea'): Promise<string> {
  const cookie = await relay.signIn(person)
  const reply = await relay.fetch('/desk/token', { headers: { cookie } })
  const { data } = (await reply.json()) as { data: { token: string } }
  return data.token
}

describe('the site of the desk', () => {
  it('[FLO19] [IDN1] takes nobody who is not signed in, and keeps nothing of them', async () => {
    expect(await refusalOf(atTheDesk())).toBe('unauthenticated')
    const desk = relay.app.sites.desk()?.id ?? ''
    const rows = await relay.app.storage.read
      .selectFrom('visitors')
      .select('id')
      .where('site_id', '=', desk)
      .execute()
    expect(rows).toEqual([])
  })

  it('[FLO19] takes an agent by the relay’s proof, at the relay’s own address only', async () => {
    const jwt = await proofOf('ada')
    const visitor = await atTheDesk({ jwt })
    expect(visitor.ready).toMatchObject({ identity: { kind: 'user' } })
    expect(await refusalOf(atTheDesk({ jwt, origin: 'https://evil.example' }))).not.toBe('admitted')
  })

  it('[FLO19] [INP7] has proofs that are worth nothing at other sites', async () => {
    expect(await refusalOf(relay.visitor({ jwt: await proofOf('bea') }))).toBe('unauthenticated')
  })

  it('[FLO19] shows its token to pages of no other origin', async () => {
    const cookie = await relay.signIn('ada')
    const reply = await relay.fetch('/desk/token', {
      headers: { cookie, origin: 'https://evil.example' },
    })
    expect(reply.headers.get('access-control-allow-origin')).toBeNull()
    expect(reply.headers.get('cache-control')).toBe('no-store')
  })
})
