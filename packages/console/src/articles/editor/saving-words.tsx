/** Whether everything that was written is kept, in words; and what to do where it is not. */
import type { VNode } from 'preact'
import { useDesk } from '../../desk/desk-context.tsx'
import { SavingLine } from '../../saving/saving-line.tsx'
import type { Say } from '../../words/words.tsx'
import { articleFailure } from '../article-failure.ts'
import type { DraftSheet, SheetSaving } from './draft-sheet.ts'

export function SheetSavingWords({ sheet }: { sheet: DraftSheet }): VNode {
  const { say } = useDesk().words
  const saving = sheet.saving.value
  return (
    <SavingLine
      kind={saving.kind}
      sentence={savingSentence(say, saving)}
      onRetry={() => void sheet.flush()}
    />
  )
}

function savingSentence(say: Say, saving: SheetSaving): string {
  switch (saving.kind) {
    case 'unfit':
      return say(`article.unfit.${saving.unfit}`)
    case 'refused':
      return articleFailure(say, saving.failure)
    case 'conflict':
      return say('flow.notSaved')
    case 'unreachable':
      return say('article.keptHere')
    default:
      return say(`flow.${saving.kind}`)
  }
}
