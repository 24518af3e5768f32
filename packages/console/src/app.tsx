/** Decides which room a person stands in: waiting, at the door, or at the desk. */
import { IconCloudOff } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import type { ReadonlySignal } from '@preact/signals'
import type { VNode } from 'preact'
import { EmptyState } from './controls/empty-state.tsx'
import type { Desk } from './desk/desk.ts'
import { DeskProvider } from './desk/desk-context.tsx'
import type { Session } from './session/session.ts'
import { Shell } from './shell/shell.tsx'
import { SignIn } from './sign-in/sign-in.tsx'
import { type Words, WordsProvider } from './words/words.tsx'

export interface AppProps {
  session: Session
  /** Null until somebody is signed in who has a site. */
  desk: ReadonlySignal<Desk | null>
  words: Words
}

export function App({ session, desk, words }: AppProps): VNode {
  return (
    <WordsProvider value={words}>
      <Room session={session} desk={desk} words={words} />
    </WordsProvider>
  )
}

function Room({ session, desk, words }: AppProps): VNode {
  const { say } = words
  const state = session.state.value
  const current = desk.value
  switch (state.kind) {
    case 'checking':
      return (
        <main class="door">
          <Spinner label={say('start.loading')} size={28} />
        </main>
      )
    case 'signed_out':
      return <SignIn because={state.because} signIn={session.signIn} />
    case 'unreachable':
      return (
        <main class="door">
          <EmptyState
            alone
            icon={<IconCloudOff />}
            title={say('start.unreachableTitle')}
            text={say('start.unreachableText')}
          >
            <button type="button" class="button button-primary" onClick={() => void session.check()}>
              {say('start.retry')}
            </button>
          </EmptyState>
        </main>
      )
    default:
      if (!current)
        return (
          <main class="door">
            <p class="door-lead">{say('signIn.noSites')}</p>
            <button type="button" class="button button-quiet" onClick={() => void session.signOut()}>
              {say('shell.signOut')}
            </button>
          </main>
        )
      return (
        <DeskProvider value={current} key={current.site.key}>
          <Shell />
        </DeskProvider>
      )
  }
}
