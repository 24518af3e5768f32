/** Texts of a flow in the language that is being written, with the default one's words where they are missing. */
import type { Texts } from '@docent/protocol/flow'
import { flowLimits } from '@docent/protocol/limits'
import type { VNode } from 'preact'
import { AreaField, TextField } from '../../controls/fields.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { lacks, languageName } from '../flow-texts-of.ts'
import { useContent } from './content-context.ts'

interface TextsProps {
  label: string
  text?: string | undefined
  /** Absent: nothing was written yet. */
  texts: Texts | undefined
  onChange: (texts: Texts) => void
}

export function PlainTexts(props: TextsProps): VNode {
  return <TextField {...useTexts(props)} maxLength={flowLimits.titleLength} />
}

/** Markdown. */
export function RichTexts(props: TextsProps): VNode {
  const { say } = useDesk().words
  return (
    <AreaField
      {...useTexts({ ...props, text: props.text ?? say('flow.markdown') })}
      maxLength={flowLimits.bodyLength}
    />
  )
}

interface Titled {
  readonly title?: Texts
  readonly body?: Texts
}

/** The title and the text of one place: a step, an item, a hint. */
export function PlaceTexts<Place extends Titled>(props: {
  place: Place
  onChange: (make: (place: Place) => Place) => void
}): VNode {
  const { place, onChange } = props
  const { say } = useDesk().words
  return (
    <>
      <PlainTexts
        label={say('content.title')}
        texts={place.title}
        onChange={(title) => onChange((now) => ({ ...now, title }))}
      />
      <RichTexts
        label={say('content.body')}
        texts={place.body}
        onChange={(body) => onChange((now) => ({ ...now, body }))}
      />
    </>
  )
}

function useTexts({ label, text, texts = {}, onChange }: TextsProps) {
  const { say } = useDesk().words
  const { locale, defaultLocale } = useContent()
  const missing = lacks(texts, locale, defaultLocale)
  return {
    label,
    text: missing ? say('flow.textMissing', { language: languageName(locale, say.locale) }) : text,
    value: texts[locale] ?? '',
    placeholder: missing ? texts[defaultLocale] : undefined,
    lang: locale,
    onChange: (words: string) => onChange({ ...texts, [locale]: words }),
  }
}

/** The words of one place as a list shows them: in the language being written, else in the default one. */
export const shortText = (texts: Texts, locale: string, defaultLocale: string): string =>
  (texts[locale] || texts[defaultLocale] || '').replace(/[*_`#>]/g, '')
