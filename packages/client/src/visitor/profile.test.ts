import { failure } from '@docent/protocol/reply'
import { expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createVisitorProfile } from './profile.ts'

it('[EMB6] says which field of a profile the relay refused, once, and nothing while it is out of reach', async () => {
  const clock = createFakeClock()
  const warned: string[] = []
  const sentence = '"profile.email" is not as the protocol says: Expected string but received 5.'
  const answers = [
    failure('unavailable', 'Later.'),
    failure('bad_request', sentence, { path: 'profile.email' }),
  ]
  const connection = {
    isOpen: () => true,
    request: async () => {
      const error = answers.shift()
      return error ? { ok: false, error } : { ok: true, data: {} }
    },
  } as unknown as Parameters<typeof createVisitorProfile>[0]['connection']
  const warn = (said: string) => void warned.push(said)
  const profile = createVisitorProfile({ connection, clock, random: () => 0, warn })
  profile.update({ email: 'not one' })
  await clock.settle()
  expect(warned).toEqual([])
  await clock.advance(60_000)
  profile.update({ name: 'Ada' })
  await clock.advance(60_000)
  expect(warned).toEqual([sentence])
  profile.close()
})
