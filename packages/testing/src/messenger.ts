/** The widget as a person uses it: by the names that a screen reader says. Knows no class, no tag and no shadow root. */
import type { Locator, Page } from 'playwright-core'
import { waitUntil } from './wait-until.ts'

export interface Messenger {
  open(): Promise<void>
  /** By its own button. */
  shut(): Promise<void>
  /** Writes and sends, in the conversation that is open, or as the first words of a new one. */
  says(text: string): Promise<void>
  /** Waits for a bubble. */
  sees(text: string, within?: number): Promise<void>
  /** Waits for words about the last own bubble: "Sent", "Read". */
  seesState(state: string, within?: number): Promise<void>
  /** How many bubbles hold exactly this text. */
  count(text: string): Promise<number>
  readonly field: Locator
  readonly dialog: Locator
  readonly log: Locator
}

export function messengerOf(page: Page): Messenger {
  const dialog = page.getByRole('dialog', { name: 'Messenger' })
  const field = dialog.getByRole('textbox', { name: 'Write a message' })
  const log = dialog.getByRole('log', { name: 'Conversation' })
  const opener = page.getByRole('button', { name: 'Open messenger' })
  /** The ways from the messenger's first page to a field to write in, in the order in which they are tried. */
  const ways = [/^send us a message/i, /^new conversation/i, /^messages/i].map((name) =>
    dialog.getByRole('button', { name }).first(),
  )

  async function reachField(): Promise<void> {
    let shown = 'nothing yet'
    await waitUntil(
      async () => {
        if (await field.isVisible()) return true
        for (const way of ways) {
          if (await way.isVisible()) {
            await way.click({ timeout: 2_000 })
            return field.isVisible()
          }
        }
        shown = await dialog.ariaSnapshot({ timeout: 2_000 })
        return false
      },
      { every: 100, what: () => `a field to write in, in a messenger that shows\n${shown}` },
    )
  }

  return {
    dialog,
    field,
    log,
    async open() {
      await opener.click()
      await dialog.waitFor()
      await reachField()
    },
    async shut() {
      await page.getByRole('button', { name: 'Close messenger' }).first().click()
      await dialog.waitFor({ state: 'hidden' })
    },
    async says(text) {
      await field.fill(text)
      await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    },
    sees: (text, within = 10_000) =>
      log.getByText(text, { exact: true }).first().waitFor({ timeout: within }),
    seesState: (state, within = 10_000) =>
      log.getByText(state, { exact: true }).last().waitFor({ timeout: within }),
    count: (text) => log.getByText(text, { exact: true }).count(),
  }
}
