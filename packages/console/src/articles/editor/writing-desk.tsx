/** Where the text is written and seen: toolbar and field on one side, the preview on the other; one at a time where it is narrow. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren, VNode } from 'preact'
import { useMemo, useRef } from 'preact/hooks'
import { useDesk } from '../../desk/desk-context.tsx'
import { PictureDialog } from '../pictures/picture-dialog.tsx'
import { ArticlePicker } from './article-picker.tsx'
import { ArticlePreview } from './article-preview.tsx'
import type { MarkdownField } from './code-mirror.ts'
import type { DraftSheet } from './draft-sheet.ts'
import { createFormatVerbs } from './format-verbs.ts'
import { MarkdownBox } from './markdown-box.tsx'
import { linkedTo, pictured } from './markdown-edits.ts'
import { type OpenArticle, translationOf } from './open-article.ts'
import { openMarks } from './open-marks.ts'
import { Toolbar } from './toolbar.tsx'

export interface WritingDeskProps {
  article: OpenArticle
  sheet: DraftSheet
  locale: string
  /** What stands above the text. @param find selects a piece of it, and says whether it is there */
  children: (find: (piece: string) => boolean) => ComponentChildren
}

export function WritingDesk({ article, sheet, locale, children }: WritingDeskProps): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const field = useRef<MarkdownField | null>(null)
  const asking = useSignal<{ readonly picture: File | null } | 'article' | null>(null)
  const side = useSignal<'text' | 'preview'>('text')
  const { title, body } = sheet.words.value
  const detail = article.detail.value
  const readOnly = !desk.may('articles.write') || detail?.archivedAt !== null
  const { fault } = article
  const pieces = useMemo(
    () => openMarks(translationOf(detail, locale), sheet.words.peek()).map(({ text }) => text),
    [detail, locale, sheet],
  )
  const verbs = useMemo(
    () =>
      createFormatVerbs(say, () => field.current, {
        article: () => {
          asking.value = 'article'
        },
        picture: () => {
          asking.value = { picture: null }
        },
      }),
    [say, asking],
  )
  const shelf = desk.client.articles.list.value
  const titleOf = (key: string): string | null =>
    shelf?.articles.find((row) => row.key === key)?.translations[0]?.title ?? null
  const close = (): void => {
    asking.value = null
  }
  const ask = asking.value
  const bodyFault = fault.value?.locale === locale && fault.value.path === 'body' ? fault.value : null
  return (
    <div class={`writing writing-shows-${side.value}`}>
      <fieldset class="chips writing-sides" aria-label={say('article.sides')}>
        {(['text', 'preview'] as const).map((one) => (
          <button
            key={one}
            type="button"
            class="chip"
            aria-pressed={side.value === one}
            onClick={() => {
              side.value = one
            }}
          >
            {say(`article.side.${one}`)}
          </button>
        ))}
      </fieldset>
      <div class="writing-text">
        {children((piece) => field.current?.show(piece) ?? false)}
        {bodyFault && (
          <p class="problem writing-problem" role="alert">
            {bodyFault.message}
          </p>
        )}
        <Toolbar verbs={verbs} disabled={readOnly} />
        <MarkdownBox
          words={sheet.words}
          locale={locale}
          readOnly={readOnly}
          marks={pieces}
          keys={{ b: verbs.bold, i: verbs.italic, e: verbs.code }}
          onChange={(next) => {
            if (bodyFault) article.forgetFault()
            sheet.edit({ body: next })
          }}
          onPictures={([picture]) => {
            if (!readOnly) asking.value = { picture: picture ?? null }
          }}
          onField={(next) => {
            field.current = next
          }}
        />
        <p class="writing-keys">{say('article.bodyKeys')}</p>
      </div>
      <ArticlePreview title={title} body={body} locale={locale} titleOf={titleOf} />
      {ask === 'article' && (
        <ArticlePicker
          locale={locale}
          but={article.articleId}
          onClose={close}
          onChoose={(key, words) => {
            close()
            const now = field.current
            now?.apply(linkedTo(now.selected(), key, words))
          }}
        />
      )}
      {ask !== null && ask !== 'article' && (
        <PictureDialog
          file={ask.picture}
          onClose={close}
          onKept={(url, alt) => {
            close()
            const now = field.current
            now?.apply(pictured(now.selected(), url, alt))
          }}
        />
      )}
    </div>
  )
}
