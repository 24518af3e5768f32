import { expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { createOfferDeadlines } from './offer-deadlines.ts'

const offer = { offerId: 'offer', conversationId: 'conversation', siteId: 'site', agentId: 'ada' }

it('[RTE5] calls when the next offer is over, and not for one that was answered', async () => {
  const calls: string[][] = []
  const deadlines = createOfferDeadlines({
    clock: systemClock,
    onDue: () => {
      const due = deadlines.due().map(({ offerId }) => offerId)
      calls.push(due)
      for (const offerId of due) deadlines.ended(offerId)
    },
  })
  deadlines.began({ ...offer, offerId: 'answered' }, 5)
  deadlines.began({ ...offer, offerId: 'first' }, 10)
  deadlines.began({ ...offer, offerId: 'second' }, 20)
  deadlines.ended('answered')
  await expect.poll(() => calls).toEqual([['first'], ['second']])
  deadlines.close()
})
