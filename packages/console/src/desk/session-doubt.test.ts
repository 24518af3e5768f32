import type { ConnectionStatus } from '@docent/client/agent/types'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { createSessionDoubt } from './session-doubt.ts'

const refused: ConnectionStatus = { state: 'refused', code: 'unauthenticated', message: '' }

function desk(holds: boolean) {
  const status = signal<ConnectionStatus>({ state: 'open' })
  const did: string[] = []
  const doubt = createSessionDoubt({
    connection: { status, retryNow: () => void did.push('retry') },
    stillHolds: () => {
      did.push('ask')
      return Promise.resolve(holds)
    },
  })
  const settled = () => expect.poll(() => doubt.pending.value).toBe(false)
  return { status, did, doubt, settled }
}

describe('a desk whose session is called over', () => {
  it('[IDN7] connects anew where there is a fresh one', async () => {
    const { status, did, doubt, settled } = desk(true)
    status.value = refused
    expect(doubt.pending.value).toBe(true)
    await settled()
    expect(did).toEqual(['ask', 'retry'])
  })

  it('stays where it is when there is none', async () => {
    const { status, did, settled } = desk(false)
    status.value = refused
    await settled()
    expect(did).toEqual(['ask'])
  })

  it('asks once only until it was open again', async () => {
    const { status, did, settled } = desk(true)
    for (const next of [refused, { state: 'connecting' }, { ...refused }] as const) {
      status.value = next
      await settled()
    }
    expect(did).toEqual(['ask', 'retry'])
    status.value = { state: 'open' }
    status.value = { ...refused }
    await settled()
    expect(did).toEqual(['ask', 'retry', 'ask', 'retry'])
  })
})
