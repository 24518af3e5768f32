/** Words that mean the same, in rows: searched for one, the others are found too [HLP8]. One language at a time. */
import type { SiteSettings } from '@docent/protocol'
import { IconPlus, IconTrash } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useId } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { ChoiceField } from '../../controls/fields.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { languageName } from '../../visitor-panel/places.ts'

type Help = SiteSettings['help']
type Row = Help['synonyms'][string][number]

/** The protocol's limits. */
const mostRows = 200
const mostWords = 20
const wordLength = 60

export function SynonymRows(props: { help: Help; disabled: boolean; onChange: (help: Help) => void }): VNode {
  const { help, disabled, onChange } = props
  const { say } = useDesk().words
  const chosen = useSignal(help.defaultLocale)
  const locale = help.locales.includes(chosen.value) ? chosen.value : help.defaultLocale
  const rows = help.synonyms[locale] ?? []
  const set = (next: readonly Row[]): void => {
    const { [locale]: _before, ...others } = help.synonyms
    onChange({ ...help, synonyms: next.length === 0 ? others : { ...others, [locale]: [...next] } })
  }
  return (
    <fieldset class="synonyms" disabled={disabled}>
      <legend class="field-label">{say('settings.synonyms')}</legend>
      <p class="field-text">{say('settings.synonymsText')}</p>
      {help.locales.length > 1 && (
        <ChoiceField
          label={say('settings.synonymsLanguage')}
          value={locale}
          choices={help.locales.map((value) => ({ value, label: languageName(value, say.locale) }))}
          onChange={(value) => {
            chosen.value = value
          }}
        />
      )}
      <ul class="synonym-rows">
        {rows.map((row, at) => (
          <SynonymRow
            key={`${locale} ${at}`}
            words={row}
            number={at + 1}
            locale={locale}
            disabled={disabled}
            onChange={(words) => set(rows.map((old, index) => (index === at ? words : old)))}
            onRemove={() => set(rows.filter((_, index) => index !== at))}
          />
        ))}
      </ul>
      {!disabled && rows.length < mostRows && (
        <Button
          label={say('settings.synonymsAdd')}
          icon={<IconPlus size={16} />}
          onClick={() => set([...rows, []])}
        />
      )}
    </fieldset>
  )
}

function SynonymRow(props: {
  words: Row
  number: number
  locale: string
  disabled: boolean
  onChange: (words: Row) => void
  onRemove: () => void
}): VNode {
  const { words, number } = props
  const { say } = useDesk().words
  const id = useId()
  // As it was typed, with its commas and spaces, as long as it still says what stands in the settings.
  const typed = useSignal(words.join(', '))
  const text = sameWords(wordsOf(typed.value), words) ? typed.value : words.join(', ')
  const problem =
    words.length < 2
      ? say('settings.synonymsFew')
      : words.length > mostWords || words.some((word) => word.length > wordLength)
        ? say('settings.synonymsMany', { count: mostWords })
        : null
  return (
    <li class="synonym-row">
      <input
        class="field-input"
        type="text"
        dir="auto"
        lang={props.locale}
        aria-label={say('settings.synonymsRow', { number })}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-text`}
        placeholder={say('settings.synonymsPlaceholder')}
        value={text}
        onInput={(event) => {
          typed.value = event.currentTarget.value
          props.onChange(wordsOf(typed.value))
        }}
      />
      {!props.disabled && (
        <button
          type="button"
          class="d-icon-button"
          aria-label={say('settings.synonymsRemove', { number })}
          onClick={props.onRemove}
        >
          <IconTrash size={16} />
        </button>
      )}
      <p class={problem ? 'field-problem' : 'field-text'} id={`${id}-text`}>
        {problem}
      </p>
    </li>
  )
}

const wordsOf = (text: string): string[] =>
  text
    .split(/[,;،、]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

const sameWords = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((word, index) => word === other[index])
