/** What stands on a banner. Knows not where it lies. */
import type { BannerContent } from '@docent/protocol'
import type { Translator } from '@docent/ui/i18n'
import { IconClose } from '@docent/ui/icons.tsx'
import { TextBody } from '@docent/ui/text-nodes.tsx'
import type { VNode } from 'preact'
import type { stageWords } from '../stage-words.ts'

export interface BannerWordsProps {
  readonly content: BannerContent
  readonly t: Translator<typeof stageWords>
  readonly act: () => void
  readonly dismiss: () => void
}

export function BannerWords({ content, t, act, dismiss }: BannerWordsProps): VNode {
  return (
    <>
      <div class="o-banner-body" role="status">
        <TextBody text="" nodes={content.body} />
      </div>
      {content.action && (
        <button type="button" class="o-button" onClick={act}>
          {content.action.label}
        </button>
      )}
      {content.dismissible && (
        <button type="button" class="o-icon" aria-label={t('closeBanner')} onClick={dismiss}>
          <IconClose size={18} />
        </button>
      )}
    </>
  )
}
