/** What of a draft may be of one person and still stands in it, unconfirmed [HLP14]. Pure. */
import type { PersonalMark, TranslationDetail } from '@docent/protocol'
import type { SheetWords } from './draft-sheet.ts'

export const openMarks = (
  translation: TranslationDetail | null,
  { title, body }: SheetWords,
): readonly PersonalMark[] =>
  (translation?.marks ?? []).filter(
    ({ text, confirmed }) => !confirmed && (title.includes(text) || body.includes(text)),
  )
