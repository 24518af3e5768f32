/** Opens a whole desk over the fake engine in a test's document, and gives the test the words to speak about it. */
import type { Role } from '@docent/protocol'
import { signal } from '@preact/signals'
import { configure, fireEvent, render, screen, within } from '@testing-library/preact'
import { createDesk, type Desk } from '../desk/desk.ts'
import { DeskProvider } from '../desk/desk-context.tsx'
import type { PasswordResult } from '../session/session.ts'
import { Shell } from '../shell/shell.tsx'
import { WordsProvider } from '../words/words.tsx'
import { createFakeAgentClient } from './fake-agent-client.ts'
import { idOf, me } from './seeded-conversations.ts'
import { createSmallWorld, type SmallWorld } from './small-world.ts'

// A time-out is to end what hangs, not what is slow.
configure({ asyncUtilTimeout: 10_000 })

export interface OpenDesk {
  readonly desk: Desk
  readonly world: SmallWorld
  readonly client: ReturnType<typeof createFakeAgentClient>
  readonly ended: string[]
  /** Every change of the own password that was asked for, such as "old → new". */
  readonly passwords: string[]
  /** Each time the checklist of the first day was asked for. */
  readonly firstDays: string[]
}

export function openDesk(
  options: {
    hash?: string
    rows?: number
    bigEntries?: number
    role?: Role
    ready?: boolean
    passwordResult?: PasswordResult
    noFlows?: boolean
    noHelp?: boolean
    noArticles?: boolean
    articleCount?: number
  } = {},
): OpenDesk {
  const world = createSmallWorld(options.hash ?? '#/all')
  const ended: string[] = []
  const passwords: string[] = []
  const firstDays: string[] = []
  const client = createFakeAgentClient({
    now: world.clock.now,
    rows: options.rows ?? 60,
    bigEntries: options.bigEntries ?? 300,
    ready: options.ready ?? true,
    noFlows: options.noFlows ?? false,
    noHelp: options.noHelp ?? false,
    noArticles: options.noArticles ?? false,
    articleCount: options.articleCount ?? 6,
    schedule: (_ms, run) => queueMicrotask(run),
  })
  const site = { key: 'demo', name: 'Northwind', role: options.role ?? 'admin' }
  const session = {
    access: { agent: { ...me, email: 'ada@demo.test' }, sites: [site] },
    site,
    switchSite: () => {},
    signOut: () => Promise.resolve('done' as const),
    changePassword: (present: string, next: string) => {
      passwords.push(`${present} → ${next}`)
      return Promise.resolve(options.passwordResult ?? { kind: 'done' as const })
    },
    stillHolds: () => {
      ended.push('ended')
      return Promise.resolve(false)
    },
    uploadPicture: () =>
      Promise.resolve({ kind: 'kept' as const, url: `/api/v1/pictures/${'a'.repeat(64)}` }),
    firstDay: {
      offered: signal(true),
      open: () => {
        firstDays.push('opened')
      },
    },
  }
  const desk = createDesk(world, session, client)
  render(
    <WordsProvider value={world.words}>
      <DeskProvider value={desk}>
        <Shell />
      </DeskProvider>
    </WordsProvider>,
  )
  return { desk, world, client, ended, passwords, firstDays }
}

export const conversation = idOf

export const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })

export const rowsShown = (): HTMLElement[] =>
  within(screen.getByRole('list', { name: 'Conversations' })).getAllByRole('link')

export const press = (key: string, more: KeyboardEventInit = {}): void => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, bubbles: true, ...more })
}

export function writes(words: string): void {
  fireEvent.input(screen.getByRole('textbox', { name: 'Reply' }), { target: { value: words } })
}
