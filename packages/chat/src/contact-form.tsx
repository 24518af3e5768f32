/** Asks for an address while nobody is there. It is stored as what the visitor typed, and proves nothing [IDN3]. */
import type { Translator } from '@docent/ui/i18n'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { RoomContext } from './room-context.ts'
import type { WaitingWords } from './waiting-words.ts'

type State = 'asking' | 'saving' | 'invalid' | 'failed'

/** The relay decides; this only spares a round trip for what is plainly none. */
const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)

export function ContactForm(props: {
  readonly room: RoomContext
  readonly conversationId: string
  readonly saved: string | null
  readonly t: Translator<WaitingWords>
}): VNode {
  const { client, mail } = props.room
  const { t } = props
  const [email, setEmail] = useState('')
  const [state, setState] = useState<State>('asking')

  if (props.saved)
    return <p class="c-contact-saved">{t(mail ? 'emailSavedMail' : 'emailSaved', { email: props.saved })}</p>

  const save = async (): Promise<void> => {
    const address = email.trim()
    if (!looksLikeEmail(address)) return setState('invalid')
    setState('saving')
    try {
      await client.conversations.leaveContact(props.conversationId, address)
      setState('asking')
    } catch {
      setState('failed')
    }
  }
  const problem = state === 'invalid' ? t('emailInvalid') : state === 'failed' ? t('emailFailed') : null
  return (
    <form
      class="c-contact"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <p id="c-contact-why">{t(mail ? 'awayMail' : 'awayContact')}</p>
      <div class="c-contact-row">
        <input
          class="c-input"
          type="email"
          inputMode="email"
          autocomplete="email"
          placeholder={t('email')}
          aria-label={t('email')}
          aria-invalid={problem !== null}
          aria-describedby={problem ? 'c-contact-why c-contact-problem' : 'c-contact-why'}
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
        <button type="submit" class="c-button" disabled={state === 'saving'}>
          {state === 'saving' ? t('emailSaving') : t('emailSave')}
        </button>
      </div>
      {problem && (
        <p id="c-contact-problem" class="c-danger" role="alert">
          {problem}
        </p>
      )}
    </form>
  )
}
