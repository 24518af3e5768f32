/** The door: e-mail address and password, and a sentence when they do not open it. */
import { IconAlertTriangle, IconMessage } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { SignInResult } from '../session/session.ts'
import { tooManyTries } from '../words/failures.ts'
import { type Say, useWords } from '../words/words.tsx'

export function SignIn(props: {
  because: 'start' | 'ended'
  signIn: (email: string, password: string) => Promise<SignInResult>
}): VNode {
  const { say } = useWords()
  const email = useSignal('')
  const password = useSignal('')
  const shown = useSignal(false)
  const state = useSignal<'idle' | 'busy' | Exclude<SignInResult, { kind: 'done' }>>('idle')
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])

  const submit = async (): Promise<void> => {
    if (state.value === 'busy') return
    state.value = 'busy'
    const result = await props.signIn(email.value.trim(), password.value)
    state.value = result.kind === 'done' ? 'idle' : result
    if (result.kind === 'wrong') first.current?.focus()
  }
  const problem = typeof state.value === 'string' ? null : problemSentence(say, state.value)
  return (
    <main class="door">
      <form
        class="door-card"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <span class="door-mark">
          <IconMessage size={24} />
        </span>
        <h1 class="door-title">{say('signIn.title')}</h1>
        <p class="door-lead">{say(props.because === 'ended' ? 'signIn.ended' : 'signIn.lead')}</p>
        <label class="field">
          <span class="field-label">{say('signIn.email')}</span>
          <input
            ref={first}
            class="field-input"
            type="email"
            name="email"
            autoComplete="username"
            required
            aria-invalid={problem !== null && state.value !== 'busy'}
            aria-describedby={problem ? 'sign-in-problem' : undefined}
            value={email.value}
            onInput={(event) => {
              email.value = event.currentTarget.value
            }}
          />
        </label>
        <div class="field">
          <div class="field-row">
            <label class="field-label" for="password">
              {say('signIn.password')}
            </label>
            <button
              type="button"
              class="link-button"
              aria-pressed={shown.value}
              onClick={() => {
                shown.value = !shown.value
              }}
            >
              {say(shown.value ? 'signIn.hide' : 'signIn.show')}
            </button>
          </div>
          <input
            id="password"
            class="field-input"
            {...(shown.value ? { type: 'text' as const } : { type: 'password' as const })}
            name="password"
            autoComplete="current-password"
            required
            value={password.value}
            onInput={(event) => {
              password.value = event.currentTarget.value
            }}
          />
        </div>
        <div role="alert" id="sign-in-problem">
          {problem && (
            <p class="problem">
              <IconAlertTriangle size={16} />
              {problem}
            </p>
          )}
        </div>
        <button type="submit" class="button button-primary door-submit" disabled={state.value === 'busy'}>
          {say(state.value === 'busy' ? 'signIn.submitting' : 'signIn.submit')}
        </button>
      </form>
    </main>
  )
}

function problemSentence(say: Say, result: Exclude<SignInResult, { kind: 'done' }>): string {
  if (result.kind === 'too_many') return tooManyTries(say, result.retryAfterSeconds)
  return say(`signIn.${result.kind}`)
}
