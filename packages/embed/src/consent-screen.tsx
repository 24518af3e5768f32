/** The question that comes before anything is stored [EMB1]. */

import type { Translator } from '@docent/ui/i18n'
import { IconButton } from '@docent/ui/icon-button.tsx'
import { IconClose, IconLock } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import type { MessengerWords } from './messenger-words.ts'

export function ConsentScreen(props: {
  readonly t: Translator<MessengerWords>
  readonly teamName: string
  readonly agree: () => void
  readonly decline: () => void
}): VNode {
  const { t } = props
  return (
    <section class="c-room">
      <header class="c-header">
        <h2 class="c-title c-header-words" dir="auto">
          {props.teamName}
        </h2>
        <IconButton label={t('close')} tip="none" class="c-close" onClick={props.decline}>
          <IconClose />
        </IconButton>
      </header>
      <div class="c-scroll m-consent">
        <IconLock size={28} />
        <h3 class="c-empty-title">{t('consentTitle')}</h3>
        <p>{t('consentWhy', { team: props.teamName })}</p>
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
