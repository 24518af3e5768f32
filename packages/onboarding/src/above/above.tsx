/**
 * What lies above all else that is ours, a tour's shade included: the offer of a person, the ring of an agent who points, a
 * celebration. Fetched with the first of them.
 */
import { createTranslator } from '@docent/ui/i18n'
import type { VNode } from 'preact'
import type { HelpOffer as Offer, Pointer } from '../on-screen.ts'
import type { StageContext } from '../stage-context.ts'
import css from './above.css?inline'
import { aboveWords } from './above-words.ts'
import { HelpOffer } from './help-offer.tsx'
import { Party } from './party.tsx'
import { PointerRing } from './pointer-ring.tsx'

export interface AboveProps {
  readonly stage: StageContext
  readonly offer: Offer | null
  readonly pointer: Pointer | null
  /** How many celebrations there were. */
  readonly parties: number
}

export function Above({ stage, offer, pointer, parties }: AboveProps): VNode {
  stage.adopt(css)
  const t = createTranslator({ locale: 'en', words: aboveWords })
  return (
    // The shade of a tour lies over all that is ours; the top layer lies over the shade.
    <div class="o-above" popover="manual" ref={raise}>
      {pointer && <PointerRing view={stage.view} pointer={pointer} t={t} />}
      {offer && <HelpOffer offer={offer} t={t} />}
      {parties > 0 && <Party key={parties} view={stage.view} />}
    </div>
  )
}

/** A browser without popovers shows it where it stands. */
const raise = (element: (HTMLElement & { showPopover?: () => void }) | null): void => {
  if (element?.isConnected && element.showPopover && !element.matches(':popover-open')) element.showPopover()
}
