import { waitFor, within } from '@testing-library/preact'
import { describe, expect, it, vi } from 'vitest'
import { element } from '../testing/page.ts'
import {
  emitted,
  flows,
  host,
  onboarding,
  open,
  opened,
  stage,
  step1,
  useRoom,
  wanted,
} from '../testing/room.ts'
import { checklist, flow, step, tour } from '../testing/some-flows.ts'

useRoom()

describe('a checklist', () => {
  const started = flow('start', checklist({ celebrate: true }))

  it('[FLO8] begins where it is due, with a button of its own that says how far it is', async () => {
    open([started])
    flows.due.value = [started]
    const button = await stage().findByRole('button', { name: 'Getting started, 0 of 2 done' })
    button.click()
    const panel = await stage().findByRole('dialog', { name: 'Getting started' })
    expect(within(panel).getByRole('progressbar').getAttribute('aria-valuetext')).toBe('0 of 2 done')
    within(panel).getByRole('button', { name: 'Mark as done' }).click()
    await stage().findByRole('button', { name: 'Getting started, 1 of 2 done' })
    expect(emitted).toContainEqual(['itemCompleted', { flowId: 'start', itemId: 'name' }])
  })

  it('[FLO8] completes an item by a click on its target, and the list with its last item', async () => {
    open([started], [started])
    await vi.dynamicImportSettled()
    onboarding.tasks.tick('start', 'name')
    element('button').click()
    expect(flows.run('start')).toMatchObject({ status: 'completed', done: ['colour', 'name'] })
    await waitFor(() => expect(emitted).toContainEqual(['checklistCompleted', { flowId: 'start' }]))
  })

  it('[FLO8] counts an item in listed order only once those before it are done', async () => {
    const listed = flow('start', checklist({ order: 'listed' }))
    open([listed], [listed])
    element('button').click()
    onboarding.tasks.act('start', 'colour')
    expect(flows.run('start')?.done).toEqual([])
    expect(opened).toEqual([])
    onboarding.tasks.tick('start', 'name')
    onboarding.tasks.act('start', 'colour')
    expect(opened).toEqual(['/settings'])
  })

  it('[FLO8] takes the word of the visitor only where the item says so', () => {
    open([started], [started])
    onboarding.tasks.tick('start', 'colour')
    expect(flows.run('start')?.done).toEqual([])
  })

  it('[FLO8] is put away with "Hide checklist", and shown for as long as it is asked for, as it was', async () => {
    open([started], [started])
    onboarding.tasks.tick('start', 'name')
    onboarding.openChecklist()
    const panel = await stage().findByRole('dialog', { name: 'Getting started' })
    within(panel).getByRole('button', { name: 'Hide checklist' }).click()
    await waitFor(() => expect(stage().queryByRole('dialog')).toBeNull())
    expect(stage().queryByRole('button', { name: /Getting started/ })).toBeNull()
    expect(onboarding.tasks.checklists.value).toMatchObject([
      { flowId: 'start', status: 'dismissed', done: ['name'] },
    ])
    onboarding.openChecklist('start')
    const again = await stage().findByRole('dialog', { name: 'Getting started' })
    expect(within(again).getByText('1 of 2 done')).toBeTruthy()
    within(again).getByRole('button', { name: 'Close checklist' }).click()
    await waitFor(() => expect(stage().queryByRole('button', { name: /Getting started/ })).toBeNull())
  })

  it('[FLO8] without a button of its own is opened in Tasks', async () => {
    const listed = { ...started, content: { ...started.content, launcher: false } } as typeof started
    open([listed], [listed])
    onboarding.openChecklist('start')
    await waitFor(() => expect(wanted).toEqual([{ kind: 'tasks', flowId: 'start' }]))
  })

  it('stays open over a change of page, and leaves with the room', async () => {
    open([started], [started])
    onboarding.openChecklist()
    await stage().findByRole('dialog', { name: 'Getting started' })
    const kept = { ...window.sessionStorage }
    onboarding.close()
    expect(window.sessionStorage.length).toBe(0)
    await waitFor(() => expect(host.surface.childElementCount).toBe(0))
    for (const [key, value] of Object.entries(kept)) window.sessionStorage.setItem(key, value)
    host.close()
    open([started], [started])
    await stage().findByRole('dialog', { name: 'Getting started' })
    expect(host.root.activeElement).toBeNull()
  })

  it('shows an item that an agent ticked', async () => {
    open([started], [started])
    flows.elsewhere('start', { kind: 'item_done', stepId: 'colour' })
    await stage().findByRole('button', { name: 'Getting started, 1 of 2 done' })
    expect(emitted).toContainEqual(['itemCompleted', { flowId: 'start', itemId: 'colour' }])
  })

  it('starts the tour that an item names', async () => {
    const list = checklist({
      items: [
        {
          id: 'tour',
          title: 'Take the tour',
          body: [],
          action: { label: 'Start', does: { kind: 'tour', flowId: 'first' } },
          completeWhen: [{ by: 'tour', flowId: 'first' }],
        },
      ],
    })
    const start = flow('start', list)
    open([start, flow('first', tour([step('a')]))], [start])
    onboarding.tasks.act('start', 'tour')
    await waitFor(() => expect(step1()).toBe('a'))
    expect(flows.run('first')?.source).toBe('checklist')
  })
})
