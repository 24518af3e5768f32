import { afterEach, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay } from './realtime/testing/live-relay.ts'

let relay: LiveRelay
afterEach(() => relay.close())

const token = 'a-token-of-the-monitor'

/** As if a proxy had passed it on: the address of the machine itself says nothing then. */
async function figuresFromElsewhere(bearer?: string): Promise<Response> {
  const headers = { 'X-Forwarded-For': '203.0.113.9', ...(bearer && { Authorization: `Bearer ${bearer}` }) }
  return fetch(`${relay.url}/metrics`, { headers })
}

describe('the figures of a relay', () => {
  it('are refused to everybody elsewhere where no token is configured', async () => {
    relay = await openLiveRelay()
    expect((await figuresFromElsewhere()).status).toBe(403)
    expect((await figuresFromElsewhere('null')).status).toBe(403)
    expect((await figuresFromElsewhere(token)).status).toBe(403)
    expect((await fetch(`${relay.url}/metrics`)).status).toBe(200)
  })

  it('are shown elsewhere to who sends the configured token, and to nobody else', async () => {
    relay = await openLiveRelay({ metricsToken: token })
    const shown = await figuresFromElsewhere(token)
    expect(shown.status).toBe(200)
    expect(await shown.text()).toContain('docent_sockets')
    for (const wrong of [`${token}s`, token.slice(0, -1), token.toUpperCase(), `${token} ${token}`])
      expect((await figuresFromElsewhere(wrong)).status).toBe(403)
    expect((await figuresFromElsewhere()).status).toBe(403)
    expect((await fetch(`${relay.url}/metrics`)).status).toBe(200)
  })
})
