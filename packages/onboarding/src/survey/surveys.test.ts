import { waitFor } from '@testing-library/preact'
import { describe, expect, it } from 'vitest'
import { flows, open, stage, statusOf, useRoom } from '../testing/room.ts'
import { flow, words } from '../testing/some-flows.ts'

useRoom()

describe('a survey', () => {
  it('keeps each answer, says thanks, and gives the place back', async () => {
    const asked = flow('asked', {
      kind: 'survey',
      title: 'How was it?',
      questions: [
        { id: 'nps', kind: 'nps', title: 'Would you tell a friend?', required: true },
        { id: 'why', kind: 'text', title: 'Why?' },
      ],
      thanks: words('Thank you.'),
    })
    open([asked])
    flows.due.value = [asked]
    const send = await stage().findByRole('button', { name: 'Send' })
    send.click()
    await stage().findByText('Please answer this one.')
    const nine = stage().getByRole('radio', { name: '9' })
    nine.click()
    await waitFor(() => expect(stage().queryByRole('alert')).toBeNull())
    send.click()
    await stage().findByLabelText('Why?')
    send.click()
    await stage().findByText('Thank you.')
    expect(flows.said.filter(({ kind }) => kind === 'item_done')).toMatchObject([
      { stepId: 'nps', data: { value: 9 } },
    ])
    expect(statusOf('asked')).toBe('completed')
    stage().getByRole('button', { name: 'Close' }).click()
    await waitFor(() => expect(stage().queryByText('Thank you.')).toBeNull())
    expect(flows.interruptions.shown()).toBeNull()
  })
})
