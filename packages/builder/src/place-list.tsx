/** The steps or hints in their order: which is being written, which is broken on this page, which stands on another one. */
import { IconButton } from '@docent/ui/icon-button.tsx'
import { IconAlertTriangle, IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@docent/ui/icons.tsx'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { useBuilder } from './builder-context.ts'
import { addPlace, freshId, movePlace, type Place, placesOf, removePlace } from './draft-edits.ts'
import { standsOn } from './stands-on.ts'

export function PlaceList(): VNode {
  const { t, editor, pick, path, random } = useBuilder()
  const draft = useValue(editor.draft)
  const chosen = useValue(editor.chosen)
  const here = useValue(path)
  const places = placesOf(draft)
  const isHint = draft.content.kind === 'hint'

  const add = (target?: Parameters<typeof addPlace>[2]['target']): void => {
    const id = freshId(
      places.map((place) => place.id),
      random,
    )
    const afterId = chosen?.id ?? null
    editor.change((before) => addPlace(before, id, { afterId, path: here, ...(target && { target }) }))
    editor.choose(id)
  }

  return (
    <section class="b-section" aria-label={t(isHint ? 'hints' : 'steps')}>
      {places.length === 0 ? (
        <div class="b-empty">
          <strong>{t('noSteps')}</strong>
          <p>{t('noStepsHint')}</p>
        </div>
      ) : (
        <ol class="b-places">
          {places.map((place, index) => (
            <PlaceRow key={place.id} place={place} number={index + 1} of={places.length} />
          ))}
        </ol>
      )}
      <div class="b-row">
        <button type="button" class="b-button b-button-quiet" onClick={() => pick(add)}>
          <IconPlus size={16} />
          {t(isHint ? 'addHint' : places.length === 0 ? 'pick' : 'addHere')}
        </button>
        {!isHint && (
          <button type="button" class="b-button b-button-quiet" onClick={() => add()}>
            {t('noTarget')}
          </button>
        )}
      </div>
    </section>
  )
}

function PlaceRow({ place, number, of }: { place: Place; number: number; of: number }): VNode {
  const { t, editor, locale, path, isFound, pageTurns } = useBuilder()
  useValue(pageTurns)
  const language = useValue(locale)
  const here = useValue(path)
  const draft = useValue(editor.draft)
  const isChosen = useValue(editor.chosen)?.id === place.id
  const title =
    place.title[language] ||
    place.title[draft.defaultLocale] ||
    t(draft.content.kind === 'hint' ? 'untitledHint' : 'untitled')
  const isElsewhere = !standsOn(place, here)
  const isMissing = !isElsewhere && isFound(place) === false
  return (
    <li class={`b-place ${isChosen ? 'b-place-chosen' : ''}`}>
      <button
        type="button"
        class="b-place-name"
        aria-current={isChosen ? 'step' : undefined}
        onClick={() => editor.choose(place.id)}
      >
        <span class="b-number">{number}</span>
        <span class="b-place-words">
          <span class="b-place-title" dir="auto">
            {title}
          </span>
          {isElsewhere && <span class="b-place-note">{t('onPath', { path: place.path ?? '' })}</span>}
          {isMissing && (
            <span class="b-place-note b-place-missing">
              <IconAlertTriangle size={14} />
              {t('missing')}
            </span>
          )}
        </span>
      </button>
      {isChosen && (
        <span class="b-place-tools">
          <IconButton
            label={t('up')}
            tip="below"
            disabled={number === 1}
            onClick={() => editor.change((before) => movePlace(before, place.id, -1))}
          >
            <IconArrowUp size={16} />
          </IconButton>
          <IconButton
            label={t('down')}
            tip="below"
            disabled={number === of}
            onClick={() => editor.change((before) => movePlace(before, place.id, 1))}
          >
            <IconArrowDown size={16} />
          </IconButton>
          <IconButton
            label={t('remove')}
            tip="below"
            tipAlign="end"
            onClick={() => {
              const places = placesOf(draft)
              const next = places[number] ?? places[number - 2]
              editor.change((before) => removePlace(before, place.id))
              editor.choose(next?.id ?? null)
            }}
          >
            <IconTrash size={16} />
          </IconButton>
        </span>
      )}
    </li>
  )
}
