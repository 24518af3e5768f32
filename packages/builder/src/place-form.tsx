/** What one step or hint says, where it stands, and what comes after it. */
import {
  type Advance,
  type Authored,
  missingActs,
  placements,
  type Step,
  type Target,
  type Texts,
} from '@docent/protocol/flow'
import { IconMapPin } from '@docent/ui/icons.tsx'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { useBuilder } from './builder-context.ts'
import { changePlace, type Place, withText } from './draft-edits.ts'
import { Choice, More, TextField } from './fields.tsx'

type TourStep = Step<Authored>
const isStep = (place: Place): place is TourStep => 'advance' in place

export function PlaceForm({ place }: { readonly place: Place }): VNode {
  const { t, editor, locale, path } = useBuilder()
  const language = useValue(locale)
  const here = useValue(path)
  const { defaultLocale } = useValue(editor.draft)
  const change = (more: Partial<TourStep>): void =>
    editor.change((draft) => changePlace(draft, place.id, (before) => ({ ...before, ...more }) as Place))
  const text = (texts: Texts | undefined, value: string) => withText(texts, language, value, defaultLocale)
  const isForeign = language !== defaultLocale
  const fallback = (texts: Texts | undefined) => (isForeign ? texts?.[defaultLocale] : undefined)

  return (
    <section class="b-section b-fields" aria-label={place.title[language] || t('title')}>
      <TextField
        label={t('title')}
        hint={place.title[language] ? undefined : t('titleHint')}
        lang={language}
        value={place.title[language] ?? ''}
        placeholder={fallback(place.title)}
        onInput={(value) => change({ title: text(place.title, value) })}
      />
      <TextField
        label={t('body')}
        hint={t('bodyHint')}
        lines={4}
        lang={language}
        value={place.body[language] ?? ''}
        placeholder={fallback(place.body)}
        onInput={(value) => change({ body: text(place.body, value) })}
      />
      {isForeign && !place.title[language] && (
        <p class="b-hint">{t('untranslated', { locale: language, fallback: defaultLocale })}</p>
      )}
      <TargetField place={place} change={change} />
      {isStep(place) && <AdvanceField step={place} change={change} />}
      <More label={t('more')}>
        <TextField
          label={t('path')}
          hint={t('pathHint')}
          value={place.path ?? ''}
          placeholder={here}
          onInput={(value) => change({ path: value || undefined } as Partial<TourStep>)}
        />
        {isStep(place) && (
          <>
            <TextField
              label={t('buttonWords')}
              lang={language}
              value={place.button?.[language] ?? ''}
              onInput={(value) => change({ button: text(place.button, value) })}
            />
            <TextField
              label={t('goTo')}
              hint={t('goToHint')}
              value={place.goTo ?? ''}
              onInput={(value) => change({ goTo: value || undefined } as Partial<TourStep>)}
            />
            {place.target && (
              <>
                <Choice
                  label={t('placement')}
                  value={place.placement ?? 'auto'}
                  options={placements.map((value) => [value, t(`placement_${value}`)] as const)}
                  onChange={(placement) => change({ placement })}
                />
                <Choice
                  label={t('whenMissing')}
                  value={place.missing?.act ?? 'wait'}
                  options={missingActs.map((value) => [value, t(`missing_${value}`)] as const)}
                  onChange={(act) => change({ missing: { afterMs: place.missing?.afterMs ?? 5_000, act } })}
                />
              </>
            )}
          </>
        )}
      </More>
    </section>
  )
}

interface Part<P> {
  readonly change: (more: Partial<TourStep>) => void
  readonly place: P
}

function TargetField({ place, change }: Part<Place>): VNode {
  const { t, pick } = useBuilder()
  const take = (target: Target): void =>
    change({ target, ...(isStep(place) && { kind: 'anchored' as const }) })
  const first = place.target?.locators[0]
  return (
    <div class="b-field">
      <span class="b-label">{t('target')}</span>
      <div class="b-target">
        <IconMapPin size={16} />
        <span>{first ? t('found', { by: t(`by_${first.by}`) }) : t('noTarget')}</span>
        <button type="button" class="b-link" onClick={() => pick(take)}>
          {t(first ? 'pickAgain' : 'pick')}
        </button>
        {first && isStep(place) && (
          <button
            type="button"
            class="b-link"
            onClick={() => change({ kind: 'modal', target: undefined } as unknown as Partial<TourStep>)}
          >
            {t('unpin')}
          </button>
        )}
      </div>
    </div>
  )
}

/** The ways on that an author chooses among here; conditions are written in the console. */
const ways = ['button', 'click', 'input', 'event'] as const

function AdvanceField({ step, change }: { readonly step: TourStep } & Pick<Part<Place>, 'change'>): VNode {
  const { t } = useBuilder()
  const [first] = step.advance
  const way = ways.find((one) => one === first?.on) ?? 'button'
  const of = (on: (typeof ways)[number]): readonly Advance[] => {
    if (on === 'button') return []
    return [on === 'event' ? { on, name: '' } : { on }]
  }
  const options = ways.filter((one) => step.target || one === 'button' || one === 'event')
  return (
    <>
      <Choice
        label={t('advance')}
        value={way}
        options={options.map((value) => [value, t(`advance_${value}`)] as const)}
        onChange={(on) => change({ advance: of(on) })}
      />
      {first?.on === 'event' && (
        <TextField
          label={t('eventName')}
          value={first.name}
          placeholder="project.created"
          onInput={(name) => change({ advance: [{ on: 'event', name }] })}
        />
      )}
    </>
  )
}
