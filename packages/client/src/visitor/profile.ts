/** What the site says of its visitor and the page: kept while this page lives, told anew on each connection, since the relay keeps it in memory. */
import type { Page, Profile, VisitorCommands, VisitorEvents } from '@docent/protocol'
import { isPermanent } from '@docent/protocol/reply'
import type { Connection } from '../connection.ts'
import type { Clock, Random, Warn } from '../outside.ts'
import { createRetriedTask, type Outcome } from '../retried-task.ts'

export interface VisitorProfile {
  update(profile: Profile): void
  view(page: Page): void
  attributes(): NonNullable<Profile['attributes']>
  /** Forgets what was said of somebody else. */
  forget(): void
  /** Tells the relay what it cannot know yet. */
  resume(): void
  close(): void
}

export function createVisitorProfile(options: {
  readonly connection: Connection<VisitorCommands, VisitorEvents>
  readonly clock: Clock
  readonly random: Random
  readonly warn: Warn
}): VisitorProfile {
  const { connection } = options
  let profile: Profile | null = null
  let taken: Profile | null = null
  let page: Page | null = null

  const task = (act: () => Promise<Outcome>) =>
    createRetriedTask({ ...options, act, isConnected: connection.isOpen })

  const outcomeOf = (reply: Awaited<ReturnType<typeof connection.request>>): Outcome => {
    if (reply.ok) return 'done'
    if (!isPermanent(reply.error.code)) return 'later'
    // Its sentence names the field that the page got wrong.
    options.warn(reply.error.message, reply.error.code)
    return 'never'
  }

  const tellProfile = task(async () => {
    if (!profile) return 'done'
    const said = profile
    const outcome = outcomeOf(await connection.request('visitor:update', { profile: said }))
    if (outcome === 'done') taken = said
    // Told again with the next update, what was refused would have that refused as well.
    else if (outcome === 'never') profile = taken
    return outcome
  })
  const tellPage = task(async () => {
    if (!page) return 'done'
    return outcomeOf(await connection.request('page:view', { page }))
  })

  const whenOpen = (act: () => unknown) => {
    if (connection.isOpen()) act()
  }

  return {
    update(more) {
      profile = { ...profile, ...more, attributes: { ...profile?.attributes, ...more.attributes } }
      whenOpen(tellProfile.run)
    },
    view(next) {
      page = next
      whenOpen(tellPage.run)
    },
    attributes: () => profile?.attributes ?? {},
    forget() {
      profile = taken = null
    },
    resume() {
      void tellProfile.run()
      void tellPage.run()
    },
    close() {
      tellProfile.close()
      tellPage.close()
    },
  }
}
