/** The console as an agent uses it: by the names that a screen reader says. */
import type { Locator, Page } from 'playwright-core'
import { demoPassword } from './raw-people.ts'
import { waitUntil } from './wait-until.ts'

export interface Desk {
  signIn(email: string, password?: string): Promise<void>
  /** Chooses one of the views beside the list. */
  views(view: 'Mine' | 'Unassigned' | 'All open' | 'Resolved'): Promise<void>
  /** Opens a conversation from the list by a text in its row. */
  opens(text: string): Promise<void>
  replies(text: string): Promise<void>
  notes(text: string): Promise<void>
  presses(button: 'Accept' | 'Decline' | 'Take' | 'Transfer' | 'Resolve' | 'Reopen'): Promise<void>
  sees(text: string, within?: number): Promise<void>
  accepts(on: boolean): Promise<void>
  readonly list: Locator
}

export function deskOf(page: Page, relayUrl: string): Desk {
  const list = page
    .getByRole('list', { name: 'Conversations' })
    .or(page.getByRole('listbox', { name: 'Conversations' }))
  const reply = page.getByRole('textbox', { name: 'Reply' })
  return {
    list,
    async signIn(email, password = demoPassword) {
      await page.goto(`${relayUrl}/console/`)
      await page.getByRole('textbox', { name: 'Email' }).fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      // An empty inbox has no list.
      await page.getByRole('switch', { name: 'Accepting conversations' }).waitFor()
    },
    views: (view) => page.getByRole('link', { name: new RegExp(`^${view}\\b`) }).click(),
    async opens(text) {
      await list.getByText(text).first().click()
      await reply.waitFor()
    },
    async replies(text) {
      await reply.fill(text)
      await page.getByRole('button', { name: 'Send reply' }).click()
    },
    async notes(text) {
      await reply.fill(text)
      await page.getByRole('button', { name: 'Add note' }).click()
    },
    presses: (button) => page.getByRole('button', { name: button, exact: true }).first().click(),
    sees: (text, within = 10_000) =>
      page.getByText(text, { exact: true }).first().waitFor({ timeout: within }),
    async accepts(on) {
      const accepting = page.getByRole('switch', { name: 'Accepting conversations' })
      // Until the console is connected, how the switch stands is a guess.
      await waitUntil(async () => (await accepting.getAttribute('aria-disabled')) === null, {
        what: 'the connection',
      })
      if ((await accepting.getAttribute('aria-checked')) !== String(on)) await accepting.click()
      await waitUntil(async () => (await accepting.getAttribute('aria-checked')) === String(on), {
        what: `accepting to be ${on}`,
      })
    },
  }
}
