/** The question that comes before anything is stored [EMB1]. A chunk of its own: most sites never ask. */
import { createTranslator } from '@docent/ui/i18n'
import { IconClose, IconLock } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import css from './consent-screen.css?inline'

const words = {
  close: 'Close messenger',
  title: 'Before we begin',
  why: 'To chat with {team}, this site keeps your messages and stores a random key in this browser, so that it knows you again.',
  agree: 'Agree and continue',
  decline: 'Not now',
} as const

export function ConsentScreen(props: {
  readonly adopt: (css: string) => void
  readonly teamName: string
  readonly agree: () => void
  readonly decline: () => void
}): VNode {
  props.adopt(css)
  const t = createTranslator({ locale: 'en', words })
  return (
    <section class="c-room">
      <header class="c-header">
        <h2 class="c-title c-header-words" dir="auto">
          {props.teamName}
        </h2>
        <button type="button" class="c-icon c-close" aria-label={t('close')} onClick={props.decline}>
          <IconClose />
        </button>
      </header>
      <div class="c-scroll m-consent">
        <IconLock size={28} />
        <h3>{t('title')}</h3>
        <p>{t('why', { team: props.teamName })}</p>
      </div>
      <div class="c-footer m-consent-actions">
        <button type="button" class="c-button c-wide" onClick={props.agree}>
          {t('agree')}
        </button>
        <button type="button" class="c-link" onClick={props.decline}>
          {t('decline')}
        </button>
      </div>
    </section>
  )
}
