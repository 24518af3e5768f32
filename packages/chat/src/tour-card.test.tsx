import type { FlowRun } from '@docent/protocol'
import { type Signal, signal } from '@preact/signals-core'
import { cleanup, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createChatRoom } from './chat-room.tsx'
import type { Tours } from './room-context.ts'
import { ada, createFakeVisitorClient, type FakeVisitorClient } from './testing/fake-visitor-client.ts'

let client: FakeVisitorClient
let runs: Signal<Tours['visitor']['runs']['value']>
let accepted: unknown[][]

const run = (status: FlowRun['status'], conversationId = 'c'): FlowRun => ({
  runId: 'r',
  flowId: 'tour-1',
  version: 1,
  kind: 'tour',
  source: 'agent',
  status,
  stepId: null,
  seq: 1,
  done: [],
  startedAt: 0,
  endedAt: null,
  conversationId,
})
const stands = (...all: readonly FlowRun[]): void => {
  runs.value = all.map((one) => ({ run: one })) as unknown as Tours['visitor']['runs']['value']
}

function open(tours: Tours | null, allows: Tours['visitor']['guide']['allows']['value'] = 'marked'): void {
  const guide = { allows: signal(allows) } as unknown as Tours['visitor']['guide']
  const { Room } = createChatRoom({
    client,
    locale: 'en',
    mail: false,
    outside: {
      now: () => 1_000_000,
      every: () => () => {},
      visible: signal(true),
      online: signal(true),
      touch: signal(false),
      reload: () => {},
    },
    adopt: () => {},
    onClose: () => {},
    tours: signal(tours && { ...tours, visitor: { runs, guide } }),
  })
  render(<Room />)
}
const tours = (): Tours => ({
  visitor: { runs, guide: {} as Tours['visitor']['guide'] },
  putOff: new Set(),
  accept: (...given) => {
    accepted.push(given)
  },
})
const log = () => within(screen.getByRole('log'))

beforeEach(() => {
  client = createFakeVisitorClient()
  runs = signal([])
  accepted = []
  client.addConversation({
    id: 'c',
    agent: ada,
    entries: [
      {
        id: 'e1',
        seq: 1,
        conversationId: 'c',
        at: 0,
        author: ada,
        via: 'console',
        cmid: null,
        kind: 'message',
        parts: [{ type: 'tour', flowId: 'tour-1', title: 'Set your prices' }],
      } as never,
    ],
  })
})
afterEach(cleanup)

describe('the card of a tour that an agent sent', () => {
  it('[FLO11] says who offers what and what they will see, and begins nothing by itself', async () => {
    open(tours())
    await log().findByText('Ada Lovelace offers to show you')
    log().getByText('Set your prices')
    log().getByText(/Ada Lovelace can see which step you are on, and may point at a part of this page/)
    expect(accepted).toEqual([])
    log().getByRole('button', { name: 'Start the tour' }).click()
    expect(accepted).toEqual([['tour-1', 'c']])
  })

  it('[FLO12] says what the site lets an agent point at', async () => {
    open(tours(), 'off')
    await log().findByText('While it runs, Ada Lovelace can see which step you are on.')
    cleanup()
    open(tours(), 'labelled')
    await log().findByText(/by its label. What you typed is never shown/)
  })

  it('[FLO11] can be put off, and started later', async () => {
    open(tours())
    ;(await log().findByRole('button', { name: 'Not now' })).click()
    await log().findByText('You can start it whenever you like.')
    expect(log().queryByRole('button', { name: 'Not now' })).toBeNull()
    log().getByRole('button', { name: 'Start the tour' }).click()
    expect(accepted).toHaveLength(1)
  })

  it('[FLO11] says how its run stands; a run from elsewhere is none of its own', async () => {
    stands(run('completed', 'another'))
    open(tours())
    await log().findByRole('button', { name: 'Start the tour' })
    stands(run('running'))
    await log().findByText('Tour running')
    log().getByRole('button', { name: 'Go on with the tour' })
    stands(run('completed'))
    await log().findByText('Tour finished')
    stands(run('dismissed'))
    await log().findByText('Tour ended')
    log().getByRole('button', { name: 'Show it again' })
  })

  it('stands as its title where tours are not there', async () => {
    open(null)
    await vi.waitFor(() => log().getByText('Set your prices'))
    expect(log().queryByRole('button')).toBeNull()
  })
})
