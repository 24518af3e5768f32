/** Why routing refuses: expected failures, thrown in mid-transaction so that nothing of it stays, and their words. */
import { type Failure, failure } from '@docent/protocol'
import type { Routed } from './routing.store.ts'

/** Takes everything back, and becomes the reply. */
export class Refusal extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/** The conversation is not what the caller believed; says who has it now. */
export const stale = ({ agentId, agentName, gen, status }: Routed): Refusal =>
  new Refusal(
    failure(
      'stale',
      agentId
        ? `${agentName ?? 'Somebody else'} has this conversation now; nothing was changed.`
        : `This conversation is ${status === 'resolved' ? 'resolved' : 'waiting'} now; nothing was changed.`,
      { owner: agentId ? { id: agentId, name: agentName ?? '' } : null, gen },
    ),
  )

/** The same for one that does not exist and for one that the agent may not see [INP7]. */
export const noConversation = (): Refusal =>
  new Refusal(failure('not_found', 'There is no conversation with this id that you can see.'))

export const noOffer = (): Refusal =>
  new Refusal(failure('not_found', 'There is no offer with this id for you.'))

export const noTeam = (): Refusal =>
  new Refusal(failure('not_found', 'There is no team with this id on this site.'))

export const noAgent = (): Refusal =>
  new Refusal(failure('not_found', 'There is no agent with this id on this site.'))

/** @param name the agent who has none; null where it is the caller */
export const noFreeSlot = (name: string | null): Refusal =>
  new Refusal(
    failure(
      'at_capacity',
      name === null
        ? 'You have no free slot. Resolve or transfer a conversation first.'
        : `${name} has no free slot. Choose somebody else, or a team.`,
    ),
  )

export const notYours = ({ agentName }: Routed): Refusal =>
  new Refusal(
    failure(
      'forbidden',
      `This conversation is ${agentName ?? 'another agent'}'s. Ask them, or a supervisor, to transfer it.`,
    ),
  )
