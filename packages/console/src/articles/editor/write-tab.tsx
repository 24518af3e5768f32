/**
 * The draft of one language: title, address and text, and beside it how it will look. What the text needs is a chunk of its
 * own, fetched with the first article that is opened.
 */
import { Spinner } from '@docent/ui/spinner.tsx'
import type { ComponentType, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { BeginTranslation } from './begin-translation.tsx'
import { DraftHead } from './draft-head.tsx'
import { type OpenArticle, translationOf } from './open-article.ts'
import { PersonalMarks } from './personal-marks.tsx'
import type { WritingDeskProps } from './writing-desk.tsx'

export function WriteTab(props: { article: OpenArticle; locale: string; own: string }): VNode {
  const { article, locale, own } = props
  const [begun, setBegun] = useState(false)
  const sheet = article.sheet(locale)
  const isThere = translationOf(article.detail.value, locale) !== null || sheet.saving.value.kind !== 'saved'
  if (!isThere && !begun)
    return <BeginTranslation article={article} locale={locale} own={own} onBegun={() => setBegun(true)} />
  return (
    <WritingRoom article={article} sheet={sheet} locale={locale}>
      {(find) => (
        <>
          <DraftHead article={article} sheet={sheet} />
          <PersonalMarks article={article} sheet={sheet} onShow={find} />
        </>
      )}
    </WritingRoom>
  )
}

function WritingRoom(props: WritingDeskProps): VNode {
  const { say } = useDesk().words
  const [Room, setRoom] = useState<ComponentType<WritingDeskProps> | 'failed' | null>(null)
  const fetchRoom = (): void => {
    setRoom(null)
    import('./writing-desk.tsx').then(
      ({ WritingDesk }) => setRoom(() => WritingDesk),
      () => setRoom('failed'),
    )
  }
  useEffect(fetchRoom, [])
  if (Room === null)
    return (
      <p class="articles-wait">
        <Spinner label={say('article.opening')} />
      </p>
    )
  if (Room === 'failed')
    return (
      <div class="articles-wait" role="alert">
        <p>{say('notReached')}</p>
        <Button label={say('onboarding.retry')} onClick={fetchRoom} />
      </div>
    )
  return <Room {...props} />
}
