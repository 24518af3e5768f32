/** The Onboarding area in a real browser, over the seeded engine: every state for everybody, and the whole of it by keyboard. */
import { describe, expect, it } from 'vitest'
import {
  dialogsSuitEverybody,
  type PreviewRoom,
  previewDesks,
  suitEverybody,
} from '../src/testing/preview-desk.ts'

const tour = '11111111-1111-4111-8111-111111111111'
const checklist = '22222222-2222-4222-8222-222222222222'
const banner = '44444444-4444-4444-8444-444444444444'

const desk = previewDesks(1_280)

describe('for everybody', () => {
  const rooms: PreviewRoom[] = [
    ['the list', '#/onboarding', '.flow-row'],
    ['the list in the dark', '?scheme=dark#/onboarding', '.flow-row'],
    ['the list on a phone', '#/onboarding', '.flow-row', 390],
    ['a site without flows', '?state=empty#/onboarding', '.empty'],
    ['a tour', `#/onboarding/${tour}/content`, '.place-form'],
    ['a tour in the dark', `?scheme=dark#/onboarding/${tour}/content`, '.place-form'],
    ['a tour on a phone', `#/onboarding/${tour}/content`, '.place-form', 390],
    ['a tour right to left', `?dir=rtl#/onboarding/${tour}/content`, '.place-form', 1_024],
    ['a tour for those who only read', `?role=agent#/onboarding/${tour}/content`, '.read-only'],
    ['a checklist', `#/onboarding/${checklist}/content`, '.place'],
    ['a banner', `#/onboarding/${banner}/content`, '.shown-flow'],
    ['audience and timing', `#/onboarding/${tour}/audience`, '.condition'],
    ['figures', `#/onboarding/${tour}/figures`, '.step-table'],
    ['figures in the dark on a phone', `?scheme=dark#/onboarding/${tour}/figures`, '.step-table', 390],
    ['history', `#/onboarding/${tour}/history`, '.version'],
    ['missing elements', '#/onboarding/broken', '.broken-step'],
    ['a conversation that is led', '#/mine/c-00004', '.follow'],
    ['a conversation that is led, in the dark', '?scheme=dark#/mine/c-00004', '.follow', 1_440],
  ]
  suitEverybody(desk, rooms)

  dialogsSuitEverybody(desk, `#/onboarding/${tour}/content`, ['Publish', 'Open on the site'])
})

describe('by keyboard alone', () => {
  it('makes a checklist, writes a title, and publishes it', async () => {
    const { page } = await desk('#/mine')
    await page.locator('.row').first().waitFor()
    await page.keyboard.press('5')
    await page.getByRole('button', { name: 'New' }).press('Enter')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Checklist/ })
      .press('Enter')
    const title = page.getByLabel('Title of the checklist')
    await title.waitFor()
    await title.focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Your first week')
    await page.getByRole('complementary', { name: 'Preview' }).getByText('Your first week').waitFor()
    await page.getByText('Saved', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Publish' }).press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Live v1').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('table', { name: 'Flows' }).getByText('New checklist').waitFor()
  })

  it('keeps the opened step in sight, and the keyboard on the step that moves', async () => {
    const { page } = await desk(`#/onboarding/${tour}/content`)
    const second = page.getByRole('button', { name: /Name your project/ })
    await second.press('Enter')
    await page.getByLabel('Title', { exact: true }).waitFor()
    const box = await second.boundingBox()
    expect(box?.y).toBeGreaterThan(90)
    await page.keyboard.press('Alt+ArrowUp')
    await page.locator('.place-title').first().getByText('Name your project').waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('Name your project'))
  })

  it('[FLO11] sends a tour, and [FLO12] points at an element of the visitor’s page', async () => {
    const { page } = await desk('#/mine/c-00004')
    await page.locator('.bubble').first().waitFor()
    await page.keyboard.press('s')
    await page.getByRole('combobox', { name: 'Find a tour' }).waitFor()
    await page.keyboard.type('first')
    await page.keyboard.press('Enter')
    await page.getByText(/^Sent\. It starts when/).waitFor()
    await page.getByRole('button', { name: 'Point at…' }).press('Enter')
    await page.getByRole('combobox', { name: 'Find an element on the page' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByText('Pointing at “Create project”').waitFor()
    await page.getByRole('button', { name: 'Stop pointing' }).press('Enter')
    await page.getByRole('button', { name: 'Stop pointing' }).waitFor({ state: 'detached' })
  })
})
