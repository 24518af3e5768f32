import { failure } from '@docent/protocol'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { tourId } from '../testing/flow-seeds.ts'
import { button, conversation, openDesk, press } from '../testing/open-desk.tsx'

afterEach(cleanup)

const led = conversation(4)
const rest = 200

describe('what visitors looked for in vain', () => {
  it('[HLP13] lists it with how often, how it was also written and what was answered', async () => {
    openDesk({ hash: '#/articles/wanted' })
    const item = within(await screen.findByRole('listitem', { name: 'change the delivery address' }))
    expect(item.getByText('Searched 41 times')).toBeTruthy()
    expect(item.getByText('37 without a result')).toBeTruthy()
    expect(item.getByText('12 then asked you')).toBeTruthy()
    expect(item.getByText('delivery adress change')).toBeTruthy()
    expect(item.getByText(/You can change it until the parcel leaves us/)).toBeTruthy()
  })

  it('[HLP14] writes the article of the conversation that followed, and opens the draft', async () => {
    const { client, world } = openDesk({ hash: '#/articles/wanted' })
    const item = within(await screen.findByRole('listitem', { name: 'change the delivery address' }))
    fireEvent.click(item.getByRole('button', { name: 'Write it' }))
    await waitFor(() => expect(client.controls.calls).toContain(`draft ${led} en w-1`))
    expect(await screen.findByText(/What may be personal is marked/)).toBeTruthy()
    expect(world.hash()).toMatch(/^#\/articles\/[\w-]+\/write\/en$/)
  })

  it('[HLP13] begins with the query where nobody was asked', async () => {
    const { client, world } = openDesk({ hash: '#/articles/wanted' })
    const item = within(await screen.findByRole('listitem', { name: 'kuidas lisada teine kasutaja' }))
    fireEvent.click(item.getByRole('button', { name: 'Write it' }))
    await waitFor(() => expect(world.hash()).toMatch(/^#\/articles\/[\w-]+\/write\/et$/))
    expect(client.controls.calls.some((call) => call.includes('Kuidas lisada teine kasutaja'))).toBe(true)
  })

  it('[HLP13] takes what is closed off the list, and says so where that fails', async () => {
    const { client } = openDesk({ hash: '#/articles/wanted' })
    const item = await screen.findByRole('listitem', { name: 'gift wrapping' })
    client.controls.refuseNext(failure('unavailable', ''))
    fireEvent.click(within(item).getByRole('button', { name: 'Close' }))
    await screen.findByRole('alert').catch(() => null)
    expect(screen.getByRole('listitem', { name: 'gift wrapping' })).toBeTruthy()
    fireEvent.click(within(item).getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(screen.queryByRole('listitem', { name: 'gift wrapping' })).toBeNull())
  })

  it('[HLP13] shows one language at a time', async () => {
    openDesk({ hash: '#/articles/wanted' })
    fireEvent.click(await screen.findByRole('button', { name: /^Estonian/ }))
    await waitFor(() => expect(screen.queryByRole('listitem', { name: 'gift wrapping' })).toBeNull())
    expect(screen.getByRole('listitem', { name: 'kuidas lisada teine kasutaja' })).toBeTruthy()
  })

  it('[HLP13] says what will stand here while nothing does, and tries again after a failure', async () => {
    const { client } = openDesk({ hash: '#/articles/wanted', noHelp: true })
    expect(await screen.findByText('Nothing is wanted now')).toBeTruthy()
    expect(client.controls.calls).toContain('wanted')
  })
})

describe('the figures of the help', () => {
  it('[HLP13] counts searches, deflection and articles in the chosen time', async () => {
    const { client } = openDesk({ hash: '#/articles/figures' })
    expect(await screen.findByText('Answered by reading')).toBeTruthy()
    expect(screen.getByText('65%')).toBeTruthy()
    fireEvent.click(button('7 days'))
    await waitFor(() => expect(client.controls.calls).toContain('help figures 7'))
    const row = within(screen.getByRole('row', { name: /Get your money back/ }))
    expect(row.getByText('87%', { exact: false })).toBeTruthy()
    expect(row.getByText('It does not say what happens with the shipping costs.')).toBeTruthy()
  })

  it('[HLP13] says each day in a table, too, and gives the file of the same time', async () => {
    openDesk({ hash: '#/articles/figures' })
    const chart = within(await screen.findByRole('region', { name: 'Searches by day' }))
    expect(chart.getAllByRole('row', { hidden: true })).toHaveLength(32)
    const csv = screen.getByRole('link', { name: 'Download CSV' })
    expect(csv.getAttribute('href')).toMatch(
      /^https:\/\/relay\.example\/api\/v1\/help\/figures\.csv\?site=demo&from=\d+&until=\d+$/,
    )
  })

  it('[HLP13] says kindly that nobody has searched', async () => {
    openDesk({ hash: '#/articles/figures', noHelp: true })
    expect(await screen.findByText('Nobody has searched in this time')).toBeTruthy()
  })
})

describe('inserting an article', () => {
  const open = () => openDesk({ hash: `#/mine/${led}` })

  it('[HLP14] offers what fits the last question, and sends it by keyboard alone', async () => {
    const { client, world } = open()
    press('i')
    const field = await screen.findByRole('combobox', { name: 'Find an article or a tour' })
    world.advance(rest)
    expect(await screen.findByText('Fits what was asked last')).toBeTruthy()
    const preview = within(await screen.findByRole('region', { name: 'Preview' }))
    expect(await preview.findByText('Keep the label of the parcel.')).toBeTruthy()
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() => expect(client.controls.calls).toContain(`article ${led} a-refund`))
  })

  it('[HLP14] finds by what is typed, once the writer rests', async () => {
    const { client, world } = open()
    press('i')
    const field = await screen.findByRole('combobox', { name: 'Find an article or a tour' })
    fireEvent.input(field, { target: { value: 'inv' } })
    fireEvent.input(field, { target: { value: 'invoice' } })
    await waitFor(() => {
      world.advance(rest)
      expect(client.controls.calls).toContain('find invoice')
    })
    expect(client.controls.calls).not.toContain('find inv')
    await waitFor(() => expect(screen.queryByRole('option', { name: /Get your money back/ })).toBeNull())
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() => expect(client.controls.calls).toContain(`article ${led} a-invoice`))
  })

  it('[FLO11] sends a live tour from the same search', async () => {
    const { client, world } = open()
    fireEvent.click(button('Insert'))
    const field = await screen.findByRole('combobox', { name: 'Find an article or a tour' })
    fireEvent.input(field, { target: { value: 'first' } })
    world.advance(rest)
    fireEvent.click(await screen.findByRole('option', { name: /first/i }))
    await waitFor(() => expect(client.controls.calls).toContain(`tour ${led} ${tourId}`))
  })

  it('[HLP14] says who has the conversation where a colleague took it', async () => {
    const { client, world } = open()
    press('i')
    const field = await screen.findByRole('combobox', { name: 'Find an article or a tour' })
    world.advance(rest)
    await screen.findByText('Fits what was asked last')
    client.controls.refuseNext(failure('stale', '', { gen: 2, owner: { id: 'x', name: 'Linus' } }))
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(await screen.findByText(/Linus/)).toBeTruthy()
  })
})

describe('an article of the conversation', () => {
  it('[HLP14] makes a draft of it and opens the editor', async () => {
    const { client, world } = openDesk({ hash: `#/mine/${led}` })
    press('m')
    await waitFor(() => expect(client.controls.calls).toContain(`draft ${led} en`))
    await waitFor(() => expect(world.hash()).toMatch(/^#\/articles\/[\w-]+\/write\/en$/))
  })

  it('[HLP14] opens a card beside the conversation as the visitor reads it', async () => {
    openDesk({ hash: `#/mine/${led}` })
    fireEvent.click(await screen.findByRole('button', { name: /Get your money back/ }))
    const pane = within(await screen.findByRole('complementary', { name: 'Article' }))
    expect(await pane.findByText('Get your money back')).toBeTruthy()
    fireEvent.keyDown(screen.getByRole('complementary', { name: 'Article' }), { key: 'Escape' })
    expect(await screen.findByRole('complementary', { name: 'Visitor' })).toBeTruthy()
  })

  it('[HLP10] shows what the visitor searched and read before they asked', async () => {
    openDesk({ hash: `#/mine/${led}` })
    expect(
      screen.getByText(
        'Asked from help: searched for “invoice for somebody else”, read “Change the address on an invoice”',
      ),
    ).toBeTruthy()
    const panel = within(await screen.findByRole('complementary', { name: 'Visitor' }))
    expect(await panel.findByText('invoice for somebody else')).toBeTruthy()
    fireEvent.click(panel.getByRole('button', { name: 'Change the address on an invoice' }))
    expect(await screen.findByRole('complementary', { name: 'Article' })).toBeTruthy()
  })

  it('[HLP14] says so where visitors cannot read it any more', async () => {
    const { desk } = openDesk({ hash: `#/mine/${led}` })
    desk.reading.value = 'a-gone'
    expect(await screen.findByText('Visitors cannot read this article any more.')).toBeTruthy()
  })
})
