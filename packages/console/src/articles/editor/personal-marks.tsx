/** What may be of one person, as a list: each is found in the text, taken out, or confirmed that everybody may read it [HLP14]. */
import { IconAlertTriangle } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { outcomeSentence } from '../article-failure.ts'
import type { DraftSheet } from './draft-sheet.ts'
import { type OpenArticle, translationOf } from './open-article.ts'
import { openMarks } from './open-marks.ts'

export function PersonalMarks(props: {
  article: OpenArticle
  sheet: DraftSheet
  onShow: (piece: string) => boolean
}): VNode | null {
  const { article, sheet, onShow } = props
  const desk = useDesk()
  const { say } = desk.words
  const problem = useSignal<string | null>(null)
  const marks = openMarks(translationOf(article.detail.value, sheet.locale), sheet.words.value)
  const fault = article.fault.value
  if (marks.length === 0) return null
  const confirm = async (texts: readonly string[]): Promise<void> => {
    problem.value = outcomeSentence(say, await article.confirm(sheet.locale, texts))
  }
  const remove = (piece: string): void => {
    const { title, body } = sheet.words.peek()
    const without = (text: string): string => text.replaceAll(piece, '').replace(/ {2,}/g, ' ')
    sheet.edit({
      ...(title.includes(piece) && { title: without(title).trim() }),
      ...(body.includes(piece) && { body: body.replaceAll(piece, '') }),
    })
  }
  const mayConfirm = desk.may('articles.publish')
  return (
    <section class="marks" aria-labelledby="marks-title">
      <h2 class="marks-title" id="marks-title">
        <IconAlertTriangle size={18} />
        {say('marks.title', { count: marks.length })}
      </h2>
      <p class="marks-text">{say(mayConfirm ? 'marks.text' : 'marks.textReader')}</p>
      <ul class="marks-list">
        {marks.map(({ kind, text }) => (
          <li key={text} class="mark-row">
            <button
              type="button"
              class="mark-piece"
              dir="auto"
              title={say('marks.show')}
              onClick={() => void onShow(text)}
            >
              {text}
            </button>
            <span class="mark-kind">{say(`marks.kinds.${kind}`)}</span>
            {mayConfirm && <Button label={say('marks.confirm')} onClick={() => void confirm([text])} />}
            {desk.may('articles.write') && (
              <Button label={say('marks.remove')} look="plain" onClick={() => remove(text)} />
            )}
          </li>
        ))}
      </ul>
      {(problem.value ?? (fault?.path === 'marks' ? fault.message : null)) && (
        <p class="problem" role="alert">
          {problem.value ?? fault?.message}
        </p>
      )}
    </section>
  )
}
