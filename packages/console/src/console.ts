/**
 * The composition root of the console, free of the browser's globals: session, preferences, words and, for each
 * sign-in and site, one desk with one engine. `main.ts` gives it the real world, the preview and the tests a small one.
 */
import type { AgentClient } from '@docent/client/agent/types'
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { createDesk, type Desk, type DeskWorld } from './desk/desk.ts'
import type { FirstDay } from './outside/greeting.ts'
import { firstRoute } from './outside/route.ts'
import { createPictureUpload } from './session/picture-upload.ts'
import type { Session } from './session/session.ts'

export interface Console {
  readonly session: Session
  readonly desk: ReadonlySignal<Desk | null>
  /** What the tab is to be called. */
  readonly title: ReadonlySignal<string>
  close(): void
}

/** @param clientFor makes the engine for a site */
export function createConsole(options: {
  world: DeskWorld
  session: Session
  clientFor: (siteKey: string) => AgentClient
  firstDay: FirstDay
}): Console {
  const { world, session, clientFor, firstDay } = options
  const { preferences } = world
  const desk = signal<Desk | null>(null)

  const access = computed(() =>
    session.state.value.kind === 'signed_in' ? session.state.value.access : null,
  )
  const site = computed(() => {
    const sites = access.value?.sites ?? []
    return sites.find((one) => one.key === preferences.site.value) ?? sites[0] ?? null
  })
  const stop = effect(() => {
    const signedIn = access.value
    const chosen = site.value
    const made =
      signedIn && chosen
        ? untracked(() =>
            createDesk(
              world,
              {
                access: signedIn,
                site: chosen,
                switchSite: (key) => {
                  world.router.go(firstRoute)
                  preferences.site.value = key
                },
                signOut: session.signOut,
                changePassword: session.changePassword,
                stillHolds: session.stillHolds,
                uploadPicture: createPictureUpload({
                  send: session.send,
                  address: `${world.relayUrl}api/v1/pictures`,
                  site: chosen.key,
                }),
                firstDay,
              },
              clientFor(chosen.key),
            ),
          )
        : null
    desk.value = made
    return () => made?.close()
  })

  return {
    session,
    desk,
    title: computed(() => desk.value?.title.value ?? world.words.say('product')),
    close: () => {
      stop()
      world.router.close()
    },
  }
}
