import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import type { SignInResult } from '../session/session.ts'
import { SignIn } from './sign-in.tsx'

afterEach(cleanup)

function atTheDoor(result: SignInResult, because: 'start' | 'ended' = 'start') {
  const tried: string[] = []
  render(
    <SignIn
      because={because}
      signIn={(email, password) => {
        tried.push(`${email} ${password}`)
        return Promise.resolve(result)
      }}
    />,
  )
  fireEvent.input(screen.getByLabelText('Email'), { target: { value: ' ada@demo.test ' } })
  fireEvent.input(screen.getByLabelText('Password'), { target: { value: 'secret' } })
  fireEvent.submit(screen.getByRole('button', { name: 'Sign in' }).closest('form') as HTMLFormElement)
  return tried
}

describe('the door', () => {
  it('[IDN4] signs in with an address and a password', () => {
    expect(atTheDoor({ kind: 'done' })).toEqual(['ada@demo.test secret'])
  })

  it('says what to do when it stays shut', async () => {
    atTheDoor({ kind: 'wrong' })
    expect(await screen.findByText(/Check both and try again/)).toBeTruthy()
  })

  it('says how long to wait after too many tries', async () => {
    atTheDoor({ kind: 'too_many', retryAfterSeconds: 5 })
    expect(await screen.findByText(/Wait 5 seconds/)).toBeTruthy()
  })

  it('says that the session has ended', () => {
    atTheDoor({ kind: 'done' }, 'ended')
    expect(screen.getByText(/Your session has ended/)).toBeTruthy()
  })
})
