/** What stands on a step's card. Made of vnodes alone, whatever its author wrote; knows neither where it stands nor who drew the box. */
import { createTranslator, type Translator } from '@docent/ui/i18n'
import { icon } from '@docent/ui/icon.tsx'
import { closePath } from '@docent/ui/launcher-icon-paths'
import { TextBody } from '@docent/ui/text-nodes.tsx'
import type { VNode } from 'preact'
import type { RendererEvents, StepOnScreen } from './tour-renderer.ts'
import { tourWords } from './tour-words.ts'

export type TourTranslator = Translator<typeof tourWords>

export const tourTranslator = (locale: string): TourTranslator =>
  createTranslator({ locale, words: tourWords })

/** Ids within the shadow root of the tour, in which there is one card at a time. */
export const cardIds = { title: 't-title', body: 't-body' } as const

const IconClose = icon(closePath)

export interface TourCardProps {
  readonly shown: StepOnScreen
  readonly events: RendererEvents
  readonly t: TourTranslator
}

export function TourCard({ shown, events, t }: TourCardProps): VNode {
  const { step, place, of } = shown
  return (
    <div class="t-card">
      <div class="t-head">
        {of > 1 && (
          <p class="t-progress">
            {of <= 8 && <Dots place={place} of={of} />}
            <span dir="auto">{t('progress', { place, of })}</span>
          </p>
        )}
        <h2 id={cardIds.title} dir="auto">
          {step.title}
        </h2>
        <button
          type="button"
          class="o-icon t-close"
          aria-label={t('close')}
          title={t('close')}
          onClick={events.onClose}
        >
          <IconClose size={18} />
        </button>
      </div>
      {step.picture && <img class="t-picture" src={step.picture.url} alt={step.picture.alt} />}
      {step.video && (
        // biome-ignore lint/a11y/useMediaCaption: captions are in the author's file; there is no other place for them
        <video
          class="t-picture"
          src={step.video.url}
          aria-label={step.video.alt}
          controls
          playsInline
          preload="metadata"
        />
      )}
      <div id={cardIds.body} class="t-body">
        {step.body.length > 0 && <TextBody text="" nodes={step.body} />}
      </div>
      <Foot shown={shown} events={events} t={t} />
    </div>
  )
}

function Foot({ shown, events, t }: TourCardProps): VNode | null {
  const { step, canGoBack, canSkip, hasNext, isLast } = shown
  const choices = step.choices ?? []
  const next = hasNext && choices.length === 0
  if (!next && !canGoBack && !canSkip && choices.length === 0) return null
  return (
    <>
      {choices.length > 0 && (
        <div class="t-choices">
          {choices.map(({ id, label }) => (
            <button key={id} type="button" class="o-button" dir="auto" onClick={() => events.onChoice(id)}>
              {label}
            </button>
          ))}
        </div>
      )}
      <div class="t-foot">
        {canSkip && (
          <button type="button" class="o-quiet t-skip" onClick={events.onClose}>
            {t('skip')}
          </button>
        )}
        <span class="t-space" />
        {canGoBack && (
          <button type="button" class="o-quiet t-back" onClick={events.onBack}>
            {t('back')}
          </button>
        )}
        {next && (
          <button type="button" class="o-button" dir="auto" onClick={events.onNext}>
            {step.button || t(isLast ? 'done' : 'next')}
          </button>
        )}
      </div>
    </>
  )
}

/** The same as the words beside them, for the eye. */
const Dots = ({ place, of }: { place: number; of: number }): VNode => (
  <span class="t-dots" aria-hidden="true">
    {Array.from({ length: of }, (_, index) => (
      <i key={index} class={index < place ? 't-dot t-dot-on' : 't-dot'} />
    ))}
  </span>
)
