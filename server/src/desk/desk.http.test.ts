import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HttpSide, openHttpSide } from '../http/testing/http-side.ts'

let side: HttpSide
beforeAll(async () => {
  side = await openHttpSide()
})
afterAll(() => side.close())

async function atTheDesk() {
  const served = await side.serve()
  await served.desk.start()
  const cookie = (await served.signIn()).headers.get('set-cookie')?.split(';')[0] ?? ''
  const token = () => served.ask('/api/v1/desk/token', { headers: { cookie } })
  return { ...served, cookie, token }
}

describe('the relay’s own site', () => {
  it('[FLO19] proves an agent to the widget of the console, and nobody else', async () => {
    const { ask, token } = await atTheDesk()
    const { data } = (await (await token()).json()) as { data: { site: string; token: string } }
    expect(data.site).toBe('desk')
    const claims = decodeJwt(data.token)
    expect(claims).toMatchObject({ aud: 'desk', name: 'Ada', email: 'ada@example.com' })
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(15 * 60)
    const stranger = await ask('/api/v1/desk/token')
    expect(stranger.status).toBe(401)
    expect(await stranger.json()).toMatchObject({ error: { code: 'unauthenticated' } })
  })

  it('[FLO19] has its flows published once, however often the relay starts', async () => {
    const { desk, ask } = await atTheDesk()
    const published = async () => {
      const response = await ask('/api/v1/sites/desk/flows?locale=en')
      const body = (await response.json()) as { flows: { id: string; version: number }[] }
      return body.flows.map(({ id, version }) => `${id} ${version}`)
    }
    const first = await published()
    expect(first).toHaveLength(2)
    await desk.start()
    expect(await published()).toEqual(first)
  })

  it('[FLO19] stands in the sidebar of the desk, and saves that once', async () => {
    const { desk, ask } = await atTheDesk()
    const data = (await (await ask('/api/v1/sites/desk/boot')).json()) as {
      settingsVersion: number
      settings: { theme: object }
    }
    expect(data.settings.theme).toMatchObject({ brand: '#3b5bdb', side: 'left' })
    await desk.start()
    const again = (await (await ask('/api/v1/sites/desk/boot')).json()) as { settingsVersion: number }
    expect(again.settingsVersion).toBe(data.settingsVersion)
  })

  it('[FLO19] is in no list of sites, so that nobody becomes a member of it', async () => {
    await atTheDesk()
    expect(side.sites.list().map(({ key }) => key)).toEqual(['shop'])
    expect(side.sites.desk()?.key).toBe('desk')
  })
})
