/**
 * The draft of one language: title, address and text, and beside it how it will look. What the text needs is a chunk of its
 * own, fetched with the first article that is opened.
 */
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Fetched } from '../../controls/fetched.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { BeginTranslation } from './begin-translation.tsx'
import { DraftHead } from './draft-head.tsx'
import { type OpenArticle, translationOf } from './open-article.ts'
import { PersonalMarks } from './personal-marks.tsx'

export function WriteTab(props: { article: OpenArticle; locale: string; own: string }): VNode {
  const { article, locale, own } = props
  const { say } = useDesk().words
  const [begun, setBegun] = useState(false)
  const sheet = article.sheet(locale)
  const isThere = translationOf(article.detail.value, locale) !== null || sheet.saving.value.kind !== 'saved'
  if (!isThere && !begun)
    return <BeginTranslation article={article} locale={locale} own={own} onBegun={() => setBegun(true)} />
  return (
    <Fetched
      from={fetchDesk}
      label={say('article.opening')}
      props={{
        article,
        sheet,
        locale,
        children: (find) => (
          <>
            <DraftHead article={article} sheet={sheet} />
            <PersonalMarks article={article} sheet={sheet} onShow={find} />
          </>
        ),
      }}
    />
  )
}

const fetchDesk = () => import('./writing-desk.tsx').then(({ WritingDesk }) => WritingDesk)
