import { failure } from '@docent/protocol'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { saveAfterMs } from '../saving/self-saving.ts'
import { bannerId, checklistId, draftTourId, hintId, surveyId, tourId } from '../testing/flow-seeds.ts'
import { button, openDesk, press } from '../testing/open-desk.tsx'
import { builderAddress, ownAddress, pageOn } from './on-site-dialog.tsx'

afterEach(cleanup)

const table = (): HTMLElement => screen.getByRole('table', { name: 'Flows' })
const dialog = (): HTMLElement => screen.getByRole('dialog')
const openFlow = async (id: string, tab = 'content', role: 'admin' | 'agent' = 'admin') => {
  const opened = openDesk({ hash: `#/onboarding/${id}/${tab}`, role })
  await screen.findByRole('navigation', { name: 'Parts of this flow' })
  return opened
}
const saved = async ({ world }: Awaited<ReturnType<typeof openFlow>>): Promise<void> => {
  world.advance(saveAfterMs)
  expect(await screen.findByText('Saved')).toBeTruthy()
}

describe('the list of flows', () => {
  it('[FLO2] says how each stands', () => {
    openDesk({ hash: '#/onboarding' })
    for (const state of ['Live v3, changed since', 'Live v2', 'Withdrawn', 'Draft'])
      expect(within(table()).getByText(state)).toBeTruthy()
  })

  it('shows one kind, and the way back where there is none', async () => {
    openDesk({ hash: '#/onboarding' })
    fireEvent.click(button(/^Checklists/))
    await waitFor(() => expect(within(table()).getAllByRole('link')).toHaveLength(1))
  })

  it('is reached and moved through by keyboard', async () => {
    const { desk } = openDesk()
    press('5')
    await waitFor(() => expect(desk.router.current.value.room).toBe('onboarding'))
    press('j')
    expect(document.activeElement?.textContent).toBe('First project')
    press('j')
    expect(document.activeElement?.textContent).toBe('Get started')
    press('Escape')
    await waitFor(() => expect(desk.router.current.value.room).toBe('inbox'))
  })

  it('offers the next step where there is nothing, to those who may take it', () => {
    openDesk({ hash: '#/onboarding', noFlows: true })
    expect(button('Make the first one')).toBeTruthy()
    cleanup()
    openDesk({ hash: '#/onboarding', noFlows: true, role: 'agent' })
    expect(screen.queryByRole('button', { name: 'Make the first one' })).toBeNull()
  })

  it('makes a flow with words to begin with, and opens it', async () => {
    const { client, desk } = openDesk({ hash: '#/onboarding' })
    fireEvent.click(button('New'))
    fireEvent.click(within(dialog()).getByRole('button', { name: /^Checklist/ }))
    await waitFor(() => expect(desk.router.current.value).toMatchObject({ place: { kind: 'flow' } }))
    expect(client.controls.calls).toContain('create checklist New checklist')
    expect(await screen.findByDisplayValue('Get started')).toBeTruthy()
  })

  it('[FLO10] leads to the steps whose element is missing', async () => {
    openDesk({ hash: '#/onboarding/broken' })
    expect(await screen.findByText('“Name your project” in First project, version 3')).toBeTruthy()
    expect(screen.getByText('Its data-docent mark: none')).toBeTruthy()
    expect(screen.getByText('Its role and name: 2 of them')).toBeTruthy()
    expect(screen.getByText('input textbox 9f3c1a')).toBeTruthy()
    fireEvent.click(button('Pick again'))
    const way = await within(dialog()).findByRole('link', { name: 'Open' })
    expect(way.getAttribute('href')).toBe(
      'https://app.northwind.test/projects/new#docent-builder=preview-token',
    )
  })
})

describe('one flow', () => {
  it.each([tourId, checklistId, hintId, bannerId, surveyId, draftTourId])(
    'opens in all its parts (%s)',
    async (id) => {
      await openFlow(id)
      for (const tab of ['Audience & timing', 'Figures', 'History', 'Content']) {
        const link = screen.getByRole('link', { name: tab })
        expect(link.getAttribute('href')).toContain(id)
      }
      expect(screen.getByRole('complementary', { name: 'Preview' })).toBeTruthy()
    },
  )

  it('[FLO2] saves by itself what is written, and shows it at once', async () => {
    const opened = await openFlow(tourId)
    fireEvent.input(screen.getByLabelText('Title'), { target: { value: 'Hello there' } })
    const preview = screen.getByRole('complementary', { name: 'Preview' })
    expect(await within(preview).findByText('Hello there')).toBeTruthy()
    expect(screen.getByText('Saving in a moment')).toBeTruthy()
    await saved(opened)
    expect(opened.client.controls.flows.detail(tourId)?.draft.content).toMatchObject({
      steps: [{ title: { en: 'Hello there', de: 'Willkommen bei Northwind' } }, {}, {}, {}],
    })
  })

  it('writes another language, and marks what is missing in it', async () => {
    const opened = await openFlow(tourId)
    fireEvent.change(screen.getByLabelText('Language'), { target: { value: 'de', selectedIndex: 1 } })
    expect(await screen.findByDisplayValue('Willkommen bei Northwind')).toBeTruthy()
    fireEvent.click(button(/Gib ihm einen Namen/))
    expect(await screen.findByText('Missing in German. Visitors read the default.')).toBeTruthy()
    fireEvent.input(screen.getByLabelText('Text'), { target: { value: 'Egal welchen.' } })
    await saved(opened)
    expect(opened.client.controls.flows.detail(tourId)?.draft.content).toMatchObject({
      steps: [{}, { body: { de: 'Egal welchen.' } }, {}, {}],
    })
  })

  it('reorders by keyboard, removes, and gives back what was removed', async () => {
    const opened = await openFlow(tourId)
    const steps = (): string[] =>
      within(screen.getByRole('list', { name: 'Steps' }))
        .getAllByRole('button')
        .filter((one) => one.className === 'place-open')
        .map((one) => one.querySelector('.place-title')?.textContent ?? '')
    fireEvent.keyDown(button(/Name your project/), { key: 'ArrowUp', altKey: true })
    await waitFor(() => expect(steps()[0]).toBe('Name your project'))
    expect(await screen.findByText('Name your project is now number 1 of 4.')).toBeTruthy()
    fireEvent.click(button('Remove Step 1'))
    await waitFor(() => expect(steps()).toHaveLength(3))
    fireEvent.click(button('Undo'))
    await waitFor(() => expect(steps()).toHaveLength(4))
    await saved(opened)
  })

  it('[FLO2] leads ways to a removed step to the end, so that the draft stays whole', async () => {
    const opened = await openFlow(tourId)
    fireEvent.click(button('Remove Step 4'))
    await saved(opened)
    expect(opened.client.controls.flows.detail(tourId)?.draft.content).toMatchObject({
      steps: [{}, {}, { choices: [{ to: 'end' }, { to: 'end' }] }],
    })
  })

  it('[FLO2] names the condition that is not finished, and saves once it is', async () => {
    const opened = await openFlow(checklistId, 'audience')
    fireEvent.click(screen.getAllByRole('button', { name: 'Add a condition' })[0] as HTMLElement)
    fireEvent.change(await screen.findByLabelText('What'), { target: { value: 'attributes' } })
    await screen.findByLabelText('Name of the attribute')
    opened.world.advance(saveAfterMs)
    expect(await screen.findByText(/needs the name of an attribute or an event/)).toBeTruthy()
    fireEvent.input(screen.getByLabelText('Name of the attribute'), { target: { value: 'plan' } })
    fireEvent.input(screen.getByLabelText('Value'), { target: { value: 'Pro' } })
    await saved(opened)
    expect(opened.client.controls.flows.detail(checklistId)?.draft.audience).toEqual({
      all: [{ fact: 'attributes.plan', op: 'is', value: 'Pro' }],
    })
  })

  it('[FLO1] says before it publishes what happens to visitors who are in it', async () => {
    const { client } = await openFlow(tourId)
    fireEvent.click(button('Publish'))
    expect(within(dialog()).getByText(/finishes the version that they began/)).toBeTruthy()
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Publish' }))
    expect(await screen.findByText('Live v4')).toBeTruthy()
    expect(client.controls.calls).toContain(`publish ${tourId} 7`)
  })

  it('[FLO2] says in place why a flow is not whole', async () => {
    const opened = await openFlow(draftTourId)
    opened.client.controls.refuseNext({
      code: 'bad_request',
      message: 'Step 2 needs an element: pick one.',
      data: { path: 'content' },
    })
    fireEvent.click(button('Publish'))
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Publish' }))
    expect((await within(dialog()).findByRole('alert')).textContent).toBe(
      'Step 2 needs an element: pick one.',
    )
  })

  it('[FLO2] asks which is to stand where somebody else changed it', async () => {
    const { client, world } = await openFlow(tourId)
    fireEvent.input(screen.getByLabelText('Name of this flow'), { target: { value: 'Mine' } })
    client.controls.refuseNext(failure('conflict', ''))
    world.advance(saveAfterMs)
    expect(await screen.findByText('Somebody else changed it')).toBeTruthy()
    fireEvent.click(button('Reload theirs'))
    expect(await screen.findByDisplayValue('First project')).toBeTruthy()
  })

  it('[FLO2] withdraws, archives and brings back', async () => {
    const { client, desk } = await openFlow(tourId, 'history')
    fireEvent.click(screen.getAllByRole('button', { name: 'Restore' })[1] as HTMLElement)
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Restore' }))
    expect(await screen.findByText('Version 4')).toBeTruthy()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    fireEvent.click(button('More'))
    fireEvent.click(button('Withdraw'))
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Withdraw' }))
    expect(await screen.findByText('Withdrawn')).toBeTruthy()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    fireEvent.click(button('More'))
    fireEvent.click(button('Archive'))
    fireEvent.click(within(dialog()).getByRole('button', { name: 'Archive' }))
    await waitFor(() => expect(desk.router.current.value).toMatchObject({ place: { kind: 'list' } }))
    expect(client.controls.calls.filter((call) => /^(restore|withdraw|archive)/.test(call))).toHaveLength(3)
  })

  it('[FLO16] shows the same figures as bars and as a table, for a time and a version', async () => {
    const { client } = await openFlow(tourId, 'figures')
    const steps = await screen.findByRole('table', { name: 'Step by step' })
    expect(within(steps).getAllByRole('row')).toHaveLength(5)
    expect(within(steps).getByText('1,284')).toBeTruthy()
    fireEvent.click(button('7 days'))
    await waitFor(() => expect(client.controls.calls).toContain(`figures ${tourId} all 7`))
    fireEvent.change(screen.getByLabelText('Version'), { target: { selectedIndex: 1 } })
    await waitFor(() => expect(client.controls.calls).toContain(`figures ${tourId} 3 7`))
    const csv = new URL(screen.getByRole('link', { name: 'Download CSV' }).getAttribute('href') ?? '')
    expect(csv.pathname).toBe(`/api/v1/flows/${tourId}/figures.csv`)
    expect(csv.searchParams.get('version')).toBe('3')
  })

  it('[FLO16] tells what was answered to each question of a survey, a scale from its upper end', async () => {
    await openFlow(surveyId, 'figures')
    const answers = within(await screen.findByRole('region', { name: 'Answers' }))
    expect(answers.getAllByRole('term').map((one) => one.textContent)).toEqual(['10', '8'])
    expect(answers.getByText('75%')).toBeTruthy()
    expect(answers.getByText('Nobody has answered this yet.')).toBeTruthy()
  })

  it('[FLO2] shows everything and changes nothing for those who may not write', async () => {
    await openFlow(tourId, 'content', 'agent')
    expect(screen.queryByRole('button', { name: 'Publish' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Add a step' })).toBeNull()
    expect(screen.getByLabelText('Title of the tour').closest('fieldset')?.disabled).toBe(true)
  })
})

describe('the way to the builder', () => {
  const origins = ['https://app.northwind.test']

  it("[FLO14] leads only to the site's own origins", () => {
    expect(ownAddress('https://app.northwind.test/a?b=1', origins)?.pathname).toBe('/a')
    for (const foreign of [
      'https://evil.test/',
      'https://app.northwind.test.evil.test/',
      'https://app.northwind.test@evil.test/',
      'javascript:alert(1)',
      '/a',
      '',
    ])
      expect(ownAddress(foreign, origins)).toBeNull()
  })

  it('[FLO14] proposes a page that has the widget: on the relay itself its demonstration', () => {
    const relay = 'https://relay.northwind.test/chat/'
    expect(pageOn('https://app.northwind.test', '/', relay)).toBe('https://app.northwind.test/')
    expect(pageOn('https://relay.northwind.test', '/', relay)).toBe('https://relay.northwind.test/chat/demo/')
    expect(pageOn('https://relay.northwind.test', '/a', relay)).toBe('https://relay.northwind.test/a')
  })

  it('[FLO18] copies the end of a link that starts a live tour', async () => {
    const { world } = await openFlow(tourId)
    fireEvent.click(screen.getByRole('button', { name: 'More' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Copy the link that starts it' }))
    expect(await screen.findByText('Copied. Put it at the end of any address of your site.')).toBeTruthy()
    expect(world.noticed).toContain(`copy #docent-tour=${tourId}`)
  })

  it('[FLO14] carries the token where no server sees it', () => {
    expect(builderAddress(new URL('https://app.northwind.test/a#b'), 'to/ken')).toBe(
      'https://app.northwind.test/a#docent-builder=to%2Fken',
    )
  })
})
