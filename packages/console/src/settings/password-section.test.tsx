import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import type { PasswordResult } from '../session/session.ts'
import { button, openDesk } from '../testing/open-desk.tsx'

afterEach(cleanup)

const field = (name: string): HTMLInputElement => screen.getByLabelText(name)

function writes(given: { present?: string; next?: string; again?: string; answer?: PasswordResult } = {}) {
  const { present = 'correct horse', next = 'another horse', again = next, answer } = given
  const opened = openDesk({ hash: '#/settings', role: 'agent', ...(answer && { passwordResult: answer }) })
  fireEvent.input(field('Current password'), { target: { value: present } })
  fireEvent.input(field('New password'), { target: { value: next } })
  fireEvent.input(field('New password again'), { target: { value: again } })
  fireEvent.submit(button('Change password').closest('form') as HTMLFormElement)
  return opened
}

describe('one’s own password', () => {
  it('[IDN7] is changed, said, and gone from the fields', async () => {
    const { passwords } = writes()
    expect(await screen.findByText(/Your password is changed/)).toBeTruthy()
    expect(passwords).toEqual(['correct horse → another horse'])
    for (const name of ['Current password', 'New password', 'New password again'])
      expect(field(name).value).toBe('')
  })

  it.each([
    ['the current one is missing', { present: '' }, 'Current password', /that you have now/],
    ['the new one is too short', { next: 'short' }, 'New password', /at least 10 characters/],
    ['the new one is too long', { next: 'x'.repeat(201) }, 'New password', /at most 200 characters/],
    ['the two differ', { again: 'another house' }, 'New password again', /not the same/],
  ])('says at the field that %s, and asks nobody', async (_what, given, at, sentence) => {
    const { passwords } = writes(given)
    await screen.findByText(sentence)
    expect(field(at).getAttribute('aria-invalid')).toBe('true')
    expect(document.activeElement).toBe(field(at))
    expect(passwords).toEqual([])
  })

  it.each<[PasswordResult, RegExp]>([
    [{ kind: 'wrong' }, /not your current password/],
    [{ kind: 'unfit' }, /cannot be used as a password/],
    [{ kind: 'too_many', retryAfterSeconds: 30 }, /Wait 30 seconds/],
    [{ kind: 'too_many', retryAfterSeconds: 840 }, /Wait 14 minutes/],
    [{ kind: 'unreachable' }, /Couldn't reach the server/],
    [{ kind: 'broken' }, /could not change it/],
  ])('says what to do after %o', async (answer, sentence) => {
    writes({ answer })
    expect(await screen.findByText(sentence)).toBeTruthy()
    expect(field('New password').value).toBe('another horse')
  })

  it('takes the sentence back once something else is written', async () => {
    writes({ answer: { kind: 'wrong' } })
    await screen.findByText(/not your current password/)
    fireEvent.input(field('Current password'), { target: { value: 'c' } })
    await waitFor(() => expect(screen.queryByText(/not your current password/)).toBeNull())
  })
})
