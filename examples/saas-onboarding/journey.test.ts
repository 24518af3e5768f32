import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { TestPage } from '@docent/testing/browser'
import { docent } from '@docent/testing/example'
import { type Journey, openJourney } from '@docent/testing/journey'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const site = 'quillboard'
let journey: Journey
let server: ChildProcess
let url: string

type Page = TestPage['page']

/** What `docent` printed behind a name, such as `KEY_ID`. */
const printed = (words: string, pattern: RegExp): string => pattern.exec(words)?.[1] ?? ''

beforeAll(async () => {
  journey = await openJourney()
  const { relay } = journey
  // As the README says it; where the product listens is known only once it does.
  await docent(relay, 'site', 'add', '--key', site, '--origin', 'http://127.0.0.1:8080')
  await docent(relay, 'flows', 'import', '--site', site, '--file', join(import.meta.dirname, 'flows.json'))
  const siteKey = await docent(relay, 'site', 'key', 'add', '--site', site)
  const eventsKey = await docent(
    relay,
    ...['key', 'add', '--site', site, '--name', 'Backend', '--scope', 'events:write'],
  )
  server = spawn(process.execPath, [join(import.meta.dirname, 'server.mjs')], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      RELAY: relay.url,
      KEY_ID: printed(siteKey, /^kid: (\S+)$/m),
      KEY_SECRET: printed(siteKey, /^secret: (\S+)$/m),
      EVENTS_KEY: printed(eventsKey, /^key: (\S+)$/m),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  server.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  url = await waitUntil(() => /http:\S+/.exec(said)?.[0], { what: 'the address of the product' })
  await docent(relay, 'site', 'origin', 'add', '--site', site, '--origin', url)
})
afterAll(async () => {
  server.kill()
  await journey.close()
})

const step = (page: Page, title: string) => page.getByRole('dialog', { name: title })

/** A newcomer in a newsroom of their own. */
async function signsUp(name: string): Promise<TestPage> {
  const visitor = await journey.newPage()
  const { page } = visitor
  await page.goto(url)
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('E-mail address').fill(`${name.toLowerCase()}@example.org`)
  await page.getByRole('button', { name: 'Create newsroom' }).click()
  await page.getByRole('heading', { name: 'Projects' }).waitFor()
  return visitor
}

describe('the tour over three pages', () => {
  it('[FLO5] [FLO18] begins by itself, goes through a dialog and over pages, and ends', async () => {
    const visitor = await signsUp('Ina')
    const { page } = visitor
    await step(page, 'Welcome to your newsroom').getByRole('button', { name: 'Show me' }).click()
    await step(page, 'An issue is a project').waitFor()
    await page.getByRole('button', { name: 'New project' }).click()
    await step(page, 'Give it a name').waitFor()
    await page.getByLabel('Name of the issue').fill('Summer 2027')
    await step(page, 'Give it a name').getByRole('button', { name: 'Next' }).click()
    await step(page, 'And open its board').waitFor()
    await page.getByRole('button', { name: 'Create project' }).click()
    await step(page, 'Write down an idea').waitFor()
    await page.getByLabel('Title of the story').fill('The last ferry')
    await page.getByRole('button', { name: 'Add story' }).click()
    await step(page, 'Stories travel to the right').getByRole('button', { name: 'Next' }).click()
    await step(page, 'How often shall we write?').getByRole('button', { name: 'Next' }).click()
    await step(page, 'That was all').getByRole('button', { name: 'Start working' }).click()
    await step(page, 'That was all').waitFor({ state: 'detached' })
    await page.goto(`${url}/projects`)
    await page.getByRole('button', { name: /Getting started/ }).waitFor()
    expect(await step(page, 'Welcome to your newsroom').count()).toBe(0)
    expect(visitor.troubles()).toEqual([])
    await visitor.close()
  })

  it('[FLO18] [FLO6] goes on where it was after a reload, and in another tab', async () => {
    const visitor = await signsUp('Juris')
    const { page } = visitor
    await step(page, 'Welcome to your newsroom').getByRole('button', { name: 'Show me' }).click()
    await step(page, 'An issue is a project').waitFor()
    await page.reload()
    await step(page, 'An issue is a project').waitFor()
    const second = await journey.newTab(visitor)
    // Whoever opens a tab is there: it takes the lead by itself.
    await second.page.goto(`${url}/projects`)
    await step(second.page, 'An issue is a project').waitFor()
    await second.page.getByRole('button', { name: 'New project' }).click()
    await step(second.page, 'Give it a name').waitFor()
    expect([...visitor.troubles(), ...second.troubles()]).toEqual([])
    await visitor.close()
  })
})

describe('the checklist', () => {
  it('[FLO8] [FLO15] ticks what the product tracks, and what only its server knows', async () => {
    const visitor = await signsUp('Karl')
    const { page } = visitor
    await step(page, 'Welcome to your newsroom').getByRole('button', { name: 'Close tour' }).click()
    await page.getByRole('button', { name: 'New project' }).click()
    await page.getByLabel('Name of the issue').fill('Winter')
    await page.getByRole('button', { name: 'Create project' }).click()
    await page.getByRole('button', { name: /Getting started.*1 of 5/ }).waitFor()
    for (const title of ['One', 'Two', 'Three']) {
      await page.getByLabel('Title of the story').fill(title)
      await page.getByRole('button', { name: 'Add story' }).click()
      await page.getByText(title, { exact: true }).waitFor()
    }
    await page.getByRole('button', { name: /Getting started.*2 of 5/ }).waitFor()
    await page.goto(`${url}/settings`)
    await page.getByLabel('E-mail address of a colleague').fill('laura@example.org')
    await page.getByRole('button', { name: 'Invite' }).click()
    await page.getByRole('button', { name: /Getting started.*3 of 5/ }).waitFor()
    await page.getByRole('combobox', { name: 'Digest' }).selectOption('daily')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByRole('button', { name: /Getting started.*4 of 5/ }).waitFor()
    expect(visitor.troubles()).toEqual([])
    await visitor.close()
  })
})

describe('a hint and a banner', () => {
  it('[FLO17] stay away once they were read and closed', async () => {
    const visitor = await signsUp('Mara')
    const { page } = visitor
    await step(page, 'Welcome to your newsroom').getByRole('button', { name: 'Close tour' }).click()
    await page.getByRole('button', { name: 'New project' }).click()
    await page.getByLabel('Name of the issue').fill('Spring')
    await page.getByRole('button', { name: 'Create project' }).click()
    await page.getByRole('button', { name: 'Two pairs of eyes' }).click()
    await page.getByRole('button', { name: 'Got it' }).click()
    await page.getByRole('button', { name: 'Two pairs of eyes' }).waitFor({ state: 'detached' })
    // Half a minute later: what popped up before has had its rest [FLO7].
    await page.addInitScript(() => {
      const now = Date.now
      Date.now = () => now() + 31_000
    })
    await page.goto(`${url}/settings`)
    const banner = page.getByText('Your trial runs for')
    await banner.waitFor()
    await page
      .getByRole('button', { name: /Close|Dismiss/ })
      .first()
      .click()
    await banner.waitFor({ state: 'detached' })
    await page.goto(`${url}/board`)
    await page.getByRole('heading', { name: 'Spring' }).waitFor()
    await page.getByRole('button', { name: /Getting started/ }).waitFor()
    expect(await page.getByRole('button', { name: 'Two pairs of eyes' }).count()).toBe(0)
    expect(visitor.troubles()).toEqual([])
    await visitor.close()
  })
})
