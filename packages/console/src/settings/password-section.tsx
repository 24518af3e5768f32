/** One's own password: the current one, the new one twice, and a sentence at the field that is not right. */
import { passwordLength } from '@docent/protocol/limits'
import { IconAlertTriangle } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { Button } from '../controls/button.tsx'
import { PasswordField } from '../controls/fields.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import type { PasswordResult } from '../session/session.ts'
import { tooManyTries } from '../words/failures.ts'
import type { Say } from '../words/words.tsx'

const places = ['present', 'next', 'again'] as const
type Place = (typeof places)[number]
type Passwords = Readonly<Record<Place, string>>
/** `form`: not about one field. */
interface Problem {
  readonly at: Place | 'form'
  readonly sentence: string
}

const empty: Passwords = { present: '', next: '', again: '' }

export function PasswordSection(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const written = useSignal(empty)
  const problem = useSignal<Problem | null>(null)
  const busy = useSignal(false)
  const fields = useRef<Partial<Record<Place, HTMLInputElement | null>>>({})

  const complain = (found: Problem): void => {
    problem.value = found
    if (found.at !== 'form') fields.current[found.at]?.focus()
  }
  const submit = async (): Promise<void> => {
    if (busy.value) return
    const { present, next } = written.value
    const fault = faultOf(say, written.value)
    if (fault) return complain(fault)
    problem.value = null
    busy.value = true
    const result = await desk.changePassword(present, next)
    busy.value = false
    if (result.kind === 'ended') return
    if (result.kind !== 'done') return complain(troubleOf(say, result))
    written.value = empty
    desk.toasts.say(say('password.done'))
  }
  const field = (place: Place): VNode => (
    <PasswordField
      label={say(`password.${place}`)}
      text={place === 'next' ? say('password.nextText', { count: passwordLength.least }) : undefined}
      problem={problem.value?.at === place ? problem.value.sentence : null}
      value={written.value[place]}
      autoComplete={place === 'present' ? 'current-password' : 'new-password'}
      fieldRef={(element) => {
        fields.current[place] = element
      }}
      onChange={(value) => {
        written.value = { ...written.value, [place]: value }
        problem.value = null
      }}
    />
  )
  return (
    <section class="settings-section" aria-labelledby="password-title">
      <h2 class="settings-title" id="password-title">
        {say('password.title')}
      </h2>
      <p class="settings-text">{say('password.text')}</p>
      <form
        class="password-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {/* Whose password it is, for the browser's keeper of passwords. */}
        <input type="text" autoComplete="username" value={desk.access.agent.email} readOnly hidden />
        {field('present')}
        <div class="password-next">
          {field('next')}
          {field('again')}
        </div>
        <div>
          <div role="alert">
            {problem.value?.at === 'form' && (
              <p class="problem">
                <IconAlertTriangle size={16} />
                {problem.value.sentence}
              </p>
            )}
          </div>
          <Button
            type="submit"
            label={say(busy.value ? 'password.changing' : 'password.change')}
            disabled={busy.value || places.every((place) => written.value[place] === '')}
          />
        </div>
      </form>
    </section>
  )
}

/** What can be told before the relay is asked. */
function faultOf(say: Say, { present, next, again }: Passwords): Problem | null {
  const { least, most } = passwordLength
  if (present === '') return { at: 'present', sentence: say('password.missing') }
  if (next.length < least) return { at: 'next', sentence: say('password.short', { count: least }) }
  if (next.length > most) return { at: 'next', sentence: say('password.long', { count: most }) }
  return next === again ? null : { at: 'again', sentence: say('password.unequal') }
}

function troubleOf(say: Say, result: Exclude<PasswordResult, { kind: 'done' | 'ended' }>): Problem {
  switch (result.kind) {
    case 'wrong':
      return { at: 'present', sentence: say('password.wrong') }
    case 'unfit':
      return { at: 'next', sentence: say('password.unfit') }
    case 'too_many':
      return { at: 'form', sentence: tooManyTries(say, result.retryAfterSeconds) }
    case 'unreachable':
      return { at: 'form', sentence: say('signIn.unreachable') }
    case 'broken':
      return { at: 'form', sentence: say('password.broken') }
  }
}
