/** What a visitor does in the help of the messenger, in the words of journeys. */
import { openVisitor, type Visitor } from '@docent/testing/cast'
import type { Journey } from '@docent/testing/journey'
import { expect } from 'vitest'

export const boxOf = ({ dialog }: Visitor) => dialog.getByRole('combobox', { name: 'Search for help' })
export const optionsOf = ({ dialog }: Visitor) => dialog.getByRole('listbox').getByRole('option')

/** A visitor with the messenger open at Help. */
export async function atHelp(
  journey: Journey,
  options: Parameters<typeof openVisitor>[1] = {},
): Promise<Visitor> {
  const visitor = await openVisitor(journey, options)
  await visitor.page.getByRole('button', { name: 'Open messenger' }).click()
  await visitor.dialog.getByRole('button', { name: 'Help', exact: true }).click()
  await boxOf(visitor).waitFor()
  return visitor
}

export async function finds(visitor: Visitor, query: string, title: string): Promise<void> {
  await boxOf(visitor).fill(query)
  await optionsOf(visitor).getByText(title, { exact: true }).first().waitFor()
}

/** The page gives the widget a command. */
export const says = ({ page }: Visitor, command: string, given: string): Promise<unknown> =>
  page.evaluate(`Docent(${JSON.stringify(command)}, ${JSON.stringify(given)})`)

/** Leaves, after nothing went wrong. */
export async function done(visitor: Visitor): Promise<void> {
  expect(visitor.troubles()).toEqual([])
  await visitor.leaves()
}
