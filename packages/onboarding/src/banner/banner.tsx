/** A banner: over the lower edge of the window, or at the top with the page moved down by its height [FLO17]. */
import { directionOf } from '@docent/ui/i18n'
import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { BannerOnScreen } from '../on-screen.ts'
import type { StageContext } from '../stage-context.ts'
import { BannerWords } from './banner-words.tsx'
import { makeRoom } from './make-room.ts'

export function Banner({ stage, banner }: { stage: StageContext; banner: BannerOnScreen }): VNode {
  const { content, locale } = banner
  const box = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (content.place === 'top' && box.current) return makeRoom(stage.view, box.current)
    return undefined
  }, [content, stage])
  return (
    <section
      ref={box}
      class={`o-banner o-banner-${content.place}`}
      aria-label={stage.t('banner')}
      lang={locale}
      dir={directionOf(locale)}
    >
      <BannerWords content={content} t={stage.t} act={banner.act} dismiss={banner.dismiss} />
    </section>
  )
}
