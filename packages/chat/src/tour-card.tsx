/** The card of a tour that an agent sent: nothing runs before the visitor accepts it, who reads what the agent will see [FLO11]. */
import type { TourPart } from '@docent/protocol'
import { createTranslator } from '@docent/ui/i18n'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { useMemo, useReducer } from 'preact/hooks'
import type { RoomContext, Tours } from './room-context.ts'
import css from './tour-card.css?inline'
import { tourCardWords } from './tour-card-words.ts'

export interface TourCardProps {
  readonly room: RoomContext
  readonly part: TourPart
  /** Who sent it; empty where they have no name. */
  readonly author: string
  /** Tells this offer from another one of the same tour. */
  readonly offer: string
  readonly conversationId: string
}

export function TourCard(props: TourCardProps): VNode {
  const { room, part, author } = props
  room.adopt(css)
  const tours = useValue(room.tours)
  const t = useMemo(() => createTranslator({ locale: room.t.locale, words: tourCardWords }), [room.t.locale])
  return (
    <div class="t-tour">
      <p class="t-tour-who">{author ? t('offer', { name: author }) : t('offerUnnamed')}</p>
      <p class="t-tour-title" dir="auto">
        {part.title}
      </p>
      {tours && <Standing {...props} tours={tours} t={t} />}
    </div>
  )
}

type Words = ReturnType<typeof createTranslator<typeof tourCardWords>>

function Standing(props: TourCardProps & { readonly tours: Tours; readonly t: Words }): VNode {
  const { tours, part, conversationId, author, offer, t } = props
  const [, redraw] = useReducer<number, undefined>((turn) => turn + 1, 0)
  const runs = useValue(tours.visitor.runs)
  const allows = useValue(tours.visitor.guide.allows)
  const run = runs.find(
    (one) => one.run.flowId === part.flowId && one.run.conversationId === conversationId,
  )?.run
  const accept = (): void => tours.accept(part.flowId, conversationId)
  if (run) {
    const { status } = run
    return (
      <div class="t-tour-acts">
        <p class="t-tour-state">{t(status)}</p>
        <button type="button" class="c-link" onClick={accept}>
          {t(status === 'running' ? 'goOn' : 'again')}
        </button>
      </div>
    )
  }
  if (tours.putOff.has(offer))
    return (
      <div class="t-tour-acts">
        <p class="t-tour-state">{t('putOff')}</p>
        <button type="button" class="c-link" onClick={accept}>
          {t('start')}
        </button>
      </div>
    )
  const seen = allows === 'off' ? 'sees' : allows === 'marked' ? 'pointsAtMarked' : 'pointsAtLabelled'
  return (
    <>
      <p class="t-tour-seen">{t(seen, { name: author })}</p>
      <div class="t-tour-acts">
        <button type="button" class="t-tour-start" onClick={accept}>
          {t('start')}
        </button>
        <button
          type="button"
          class="c-link"
          onClick={() => {
            tours.putOff.add(offer)
            redraw(undefined)
          }}
        >
          {t('notNow')}
        </button>
      </div>
    </>
  )
}
