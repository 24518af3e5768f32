import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { openAgent } from '@docent/testing/cast'
import { allowOrigin } from '@docent/testing/example'
import { type Journey, openJourney } from '@docent/testing/journey'
import { messengerOf } from '@docent/testing/messenger'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, expect, it } from 'vitest'

let journey: Journey
let server: ChildProcess
let url: string

beforeAll(async () => {
  journey = await openJourney()
  server = spawn(process.execPath, [join(import.meta.dirname, 'server.mjs')], {
    env: { PATH: process.env.PATH, PORT: '0', RELAY: journey.relay.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  server.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
  })
  url = await waitUntil(() => /http:\S+/.exec(printed)?.[0], { what: 'the address of the page' })
  await allowOrigin(journey.relay, url)
})
afterAll(async () => {
  server.kill()
  await journey.close()
})

it('[EMB8] visitor and agent talk on a page that permits nothing else, without one violation', async () => {
  const visitor = await journey.newPage()
  await visitor.page.addInitScript(() => {
    const seen: string[] = []
    Object.defineProperty(globalThis, 'violations', { value: seen })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      seen.push(`${violatedDirective}: ${blockedURI} ${sample}`)
    })
  })
  const policy = (await visitor.page.goto(url))?.headers()['content-security-policy']
  expect(policy).toContain("default-src 'none'; script-src 'nonce-")

  const messenger = messengerOf(visitor.page)
  await messenger.open()
  await messenger.says('Is it safe here?')
  await messenger.seesState('Sent')

  const agent = await openAgent(journey, 'supervisor')
  await agent.views('Unassigned')
  await agent.opens('Is it safe here?')
  await agent.presses('Take')
  await agent.replies('**Very.** See https://example.com/why')
  await messenger.dialog.getByRole('link', { name: 'https://example.com/why' }).waitFor()

  const launcher = visitor.page.getByRole('button', { name: 'Close messenger' }).first()
  expect(await launcher.evaluate((node) => getComputedStyle(node).borderRadius)).not.toBe('0px')
  const violations = await visitor.page.evaluate(
    () => (globalThis as unknown as { violations: readonly string[] }).violations,
  )
  expect(violations).toEqual([])
  expect(visitor.troubles()).toEqual([])
  await agent.leaves()
  await visitor.close()
})
