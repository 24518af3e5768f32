/** An author builds a tour on a customer's own page: by pointer and by keyboard, over a reload, up to what a visitor sees. */
import { randomUUID } from 'node:crypto'
import type { TestPage } from '@docent/testing/browser'
import { allowOrigin } from '@docent/testing/example'
import { pageWithWidget } from '@docent/testing/host-page'
import { type Journey, openJourney } from '@docent/testing/journey'
import { createSimulatedAgent } from '@docent/testing/simulated-agent'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

type Agent = Awaited<ReturnType<typeof createSimulatedAgent>>['client']

let journey: Journey
let url: string
let agent: Agent
let leave: () => void
beforeAll(async () => {
  journey = await openJourney()
  const { relay } = journey
  const body = `<h2>Your boats</h2><p>Pick one.</p>
<button type="button" id="rent">Rent a boat</button>
<button type="button" id="count" onclick="this.dataset.pressed = 'yes'">Count the oars</button>`
  const site = await journey.hostSite({ pages: { '/': pageWithWidget(relay.url, { body }) } })
  url = `${site.url}/`
  await allowOrigin(relay, site.url)
  const admin = await createSimulatedAgent({ url: relay.url, email: 'admin@demo.test' })
  await waitUntil(() => admin.client.me.value, { what: 'the admin to be signed in' })
  agent = admin.client
  leave = admin.close
})
afterAll(async () => {
  leave()
  await journey.close()
})

/** A draft of a tour without steps, and a page on which its builder opens. */
async function opensBuilder(name: string): Promise<TestPage & { readonly flowId: string }> {
  const flowId = randomUUID()
  const made = await agent.flows.create({
    flowId,
    name,
    draft: {
      audience: { all: [] },
      rule: null,
      frequency: { kind: 'once' },
      priority: 50,
      schedule: { from: null, until: null },
      defaultLocale: 'en',
      content: { kind: 'tour', title: { en: name }, steps: [] },
    },
  })
  expect(made).toMatchObject({ ok: true })
  const opened = await agent.flows.openBuilder(flowId)
  if (!opened.ok) throw new Error(opened.error.message)
  const author = await journey.newPage({ viewport: { width: 1_280, height: 800 } })
  await author.page.goto(`${url}#docent-builder=${opened.data.token}`)
  await panelOf(author).waitFor()
  return { ...author, flowId }
}

const panelOf = ({ page }: TestPage) => page.getByRole('complementary', { name: 'Tour builder' })
const card = ({ page }: TestPage, title: string) => page.getByRole('dialog', { name: title })

describe('the builder on a live page', () => {
  it('[FLO14] picks, writes, shows, plays and publishes a tour that a visitor then sees', async () => {
    const author = await opensBuilder('Renting')
    const { page, flowId } = author
    const panel = panelOf(author)
    expect(page.url()).toBe(url)
    expect(await author.axe()).toEqual([])

    await panel.getByRole('button', { name: 'Pick an element' }).click()
    await page.getByRole('button', { name: 'Count the oars' }).click()
    // Choosing is not pressing.
    expect(await page.locator('#count').getAttribute('data-pressed')).toBeNull()
    const form = (title: string) => panel.getByRole('region', { name: title })
    await form('Title').getByLabel('Title').fill('Count first')
    await form('Count first').getByLabel('Text').fill('Two for **each** boat.')
    const shown = card(author, 'Count first')
    await shown.getByText('Two for each boat.').waitFor()
    expect(await author.axe()).toEqual([])

    await panel.getByRole('button', { name: 'In the middle of the window' }).click()
    await form('Title').getByLabel('Title').fill('That is all')
    await form('That is all').getByLabel('Text').fill('Now rent one.')
    await panel.getByText('Saved', { exact: true }).waitFor()

    await panel.getByRole('button', { name: 'Count first' }).click()
    await panel.getByRole('button', { name: 'Play from here' }).click()
    await panel.getByRole('button', { name: 'Stop' }).waitFor()
    await shown.getByRole('button', { name: 'Next' }).click()
    await card(author, 'That is all').getByRole('button', { name: 'Done' }).click()
    await panel.getByRole('button', { name: 'Play from here' }).waitFor()

    await panel.getByRole('button', { name: 'Publish' }).click()
    await panel.getByText('Version 1 is live').waitFor()
    await panel.getByRole('button', { name: 'Leave the builder' }).click()
    await panel.waitFor({ state: 'detached' })
    expect(author.troubles()).toEqual([])

    const visitor = await journey.newPage()
    await visitor.page.goto(`${url}#docent-tour=${flowId}`)
    await card(visitor, 'Count first').getByText('Two for each boat.').waitFor()
    expect(await panelOf(visitor).count()).toBe(0)
    expect(visitor.troubles()).toEqual([])
    await visitor.close()
    await author.close()
  })

  it('[FLO14] moves the panel off the element that a step stands at, and lets the author move it back', async () => {
    const author = await opensBuilder('At the edge')
    const { page } = author
    const panel = panelOf(author)
    const left = async () => (await panel.boundingBox())?.x ?? 0
    await page.locator('#rent').evaluate((button) => {
      Object.assign(button.style, { position: 'fixed', right: '80px', top: '200px' })
    })
    await panel.getByRole('button', { name: 'Move to the left' }).click()
    await panel.getByRole('button', { name: 'Pick an element' }).click()
    await page.getByRole('button', { name: 'Rent a boat' }).click()
    await panel.getByText('Found by').waitFor()
    await panel.getByRole('button', { name: 'Move to the right' }).click()
    expect(await left()).toBeGreaterThan(640)
    await panel.getByRole('region', { name: 'Title' }).getByLabel('Title').fill('Rent here')
    await card(author, 'Rent here').waitFor()
    expect(await left()).toBeGreaterThan(640)
    await panel.getByRole('button', { name: 'In the middle of the window' }).click()
    await panel.getByRole('button', { name: 'Rent here' }).click()
    await expect.poll(left).toBeLessThan(20)
    expect(author.troubles()).toEqual([])
    await author.close()
  })

  it('[FLO14] is used by keyboard alone', async () => {
    const author = await opensBuilder('By keyboard')
    const { page } = author
    const panel = panelOf(author)
    await panel.getByRole('button', { name: 'Pick an element' }).focus()
    await page.keyboard.press('Enter')
    const bar = page.getByRole('region', { name: 'Pick an element' })
    await bar.waitFor()
    const stands = bar.getByRole('status')
    for (let press = 0; press < 20; press++) {
      await page.keyboard.press('ArrowDown')
      if ((await stands.textContent())?.includes('Rent a boat')) break
    }
    expect(await stands.textContent()).toBe('button Rent a boat')
    await page.keyboard.press('Enter')
    await panel.getByText('Found by').waitFor()

    await panel.getByRole('button', { name: 'Pick again' }).focus()
    await page.keyboard.press('Enter')
    await bar.waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor()
    expect(author.troubles()).toEqual([])
    await author.close()
  })

  it('[FLO14] stays open over a reload, and keeps what was written', async () => {
    const author = await opensBuilder('Over a reload')
    const { page } = author
    const panel = panelOf(author)
    await panel.getByRole('button', { name: 'In the middle of the window' }).click()
    await panel.getByRole('region', { name: 'Title' }).getByLabel('Title').fill('Still here')
    await panel.getByText('Saved', { exact: true }).waitFor()
    await page.reload()
    await panel.getByRole('button', { name: 'Still here' }).waitFor()
    await panel.getByRole('button', { name: 'Leave the builder' }).click()
    await page.reload()
    await page.getByRole('button', { name: 'Open messenger' }).waitFor()
    expect(await panel.count()).toBe(0)
    expect(author.troubles()).toEqual([])
    await author.close()
  })

  it('[FLO14] a token opens once', async () => {
    const flowId = randomUUID()
    await agent.flows.create({
      flowId,
      name: 'Once',
      draft: {
        audience: { all: [] },
        rule: null,
        frequency: { kind: 'once' },
        priority: 50,
        schedule: { from: null, until: null },
        defaultLocale: 'en',
        content: { kind: 'tour', title: { en: 'Once' }, steps: [] },
      },
    })
    const opened = await agent.flows.openBuilder(flowId)
    if (!opened.ok) throw new Error(opened.error.message)
    const address = `${url}#docent-builder=${opened.data.token}`
    const first = await journey.newPage()
    await first.page.goto(address)
    await panelOf(first).waitFor()
    const second = await journey.newPage()
    second.expectTrouble(/401/)
    await second.page.goto(address)
    await second.page.getByText('This builder has ended. Open it again from the console.').waitFor()
    expect(await panelOf(second).count()).toBe(0)
    await first.close()
    await second.close()
  })

  it('[FLO2] says that somebody else changed the flow, and writes nothing over it', async () => {
    const author = await opensBuilder('Two authors')
    const { page, flowId } = author
    author.expectTrouble(/409/)
    const shown = await agent.flows.show(flowId)
    if (!shown.ok) throw new Error(shown.error.message)
    const { rev, draft } = shown.data
    await agent.flows.save({ flowId, rev, draft, name: 'Renamed in the console' })
    const panel = panelOf(author)
    await panel.getByRole('button', { name: 'In the middle of the window' }).click()
    await panel.getByText('Somebody else changed this flow').waitFor()
    await panel.getByRole('button', { name: 'Reload' }).click()
    await page.waitForFunction(() => document.readyState === 'complete')
    await waitUntil(
      async () =>
        (await panel.getByLabel('Name, for your team only').inputValue()) === 'Renamed in the console',
      { what: 'the name that the other one gave' },
    )
    await author.close()
  })
})
