import { signal } from '@preact/signals-core'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { h } from 'preact'
import { afterEach, describe, expect, it } from 'vitest'
import type { ChecklistOnScreen, Tasks } from '../onboarding-types.ts'
import { checklist } from '../testing/some-flows.ts'
import { createTasksRoom } from './tasks-room.tsx'

const list = (more: Partial<ChecklistOnScreen> = {}): ChecklistOnScreen => ({
  flowId: 'start',
  content: checklist(),
  locale: 'en',
  status: 'running',
  done: [],
  ...more,
})
const lists = signal<readonly ChecklistOnScreen[]>([])
let said: string[] = []
const tasks: Tasks = {
  checklists: lists,
  act: (flowId, itemId) => said.push(`act ${flowId} ${itemId}`),
  tick: (flowId, itemId) => said.push(`tick ${flowId} ${itemId}`),
  dismiss: () => {},
}
function open(flowId?: string): void {
  said = []
  const room = createTasksRoom({
    tasks,
    locale: 'en',
    adopt: () => {},
    onClose: () => said.push('close'),
    flowId,
  })
  render(h(room.Room, {}))
}
afterEach(cleanup)

describe('the room "Tasks"', () => {
  it('says that there is nothing to do', () => {
    lists.value = []
    open()
    screen.getByText('Nothing to do')
  })

  it('[FLO8] unfolds the first list and its next item, and carries out what is pressed', async () => {
    lists.value = [list()]
    open()
    fireEvent.click(screen.getByRole('button', { name: 'Mark as done' }))
    expect(said).toEqual(['tick start name'])
    lists.value = [list({ done: ['name'] })]
    fireEvent.click(await screen.findByRole('button', { name: 'Open settings' }))
    expect(said).toEqual(['tick start name', 'act start colour'])
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('1')
    screen.getByRole('button', { name: 'Name your shop Done' })
  })

  it('[FLO8] keeps what was put away or is finished, folded', async () => {
    const finished = list({ flowId: 'old', status: 'completed', done: ['name', 'colour'] })
    lists.value = [list(), finished]
    open()
    const head = screen.getByRole('button', { name: /Finished/ })
    expect(head.getAttribute('aria-expanded')).toBe('false')
    fireEvent.click(head)
    await screen.findByText('All done')
  })

  it('[FLO8] says in listed order what comes first', async () => {
    lists.value = [list({ content: checklist({ order: 'listed' }) })]
    open()
    fireEvent.click(screen.getByRole('button', { name: 'Choose a colour' }))
    await screen.findByText('Comes after the items before it')
    expect(screen.queryByRole('button', { name: 'Open settings' })).toBeNull()
  })

  it('opens the list that was asked for, and leaves by its button', async () => {
    lists.value = [list(), list({ flowId: 'second', content: checklist({ title: 'Second' }) })]
    open('second')
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /Second/ }).getAttribute('aria-expanded')).toBe('true'),
    )
    fireEvent.click(screen.getByRole('button', { name: 'Close messenger' }))
    expect(said).toEqual(['close'])
  })
})
