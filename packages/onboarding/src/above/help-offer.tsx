/** Offers a person to somebody who is stuck on a step [FLO10]. Takes no focus: they may be about to find it themselves. */
import type { Translator } from '@docent/ui/i18n'
import type { VNode } from 'preact'
import type { HelpOffer as Offer } from '../on-screen.ts'
import type { aboveWords } from './above-words.ts'

export function HelpOffer({ offer, t }: { offer: Offer; t: Translator<typeof aboveWords> }): VNode {
  return (
    <section
      class="o-card o-offer"
      aria-label={t('needHand')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') offer.decline()
      }}
    >
      <div role="status">
        <p class="o-title">{t('needHand')}</p>
        <p class="o-muted">{t('needHandWhy')}</p>
      </div>
      <div class="o-buttons">
        <button type="button" class="o-button" onClick={offer.ask}>
          {t('askPerson')}
        </button>
        <button type="button" class="o-quiet" onClick={offer.decline}>
          {t('notNow')}
        </button>
      </div>
    </section>
  )
}
