/** A language that the article is not written in yet: what visitors read meanwhile, and two ways to begin. */
import { IconLanguages } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { languageName } from '../../visitor-panel/places.ts'
import { type OpenArticle, translationOf } from './open-article.ts'

export function BeginTranslation(props: {
  article: OpenArticle
  locale: string
  own: string
  onBegun: () => void
}): VNode {
  const { article, locale, own, onBegun } = props
  const desk = useDesk()
  const { say } = desk.words
  const detail = article.detail.value
  const name = languageName(locale, say.locale)
  const source = translationOf(detail, own) ?? detail?.translations[0] ?? null
  const read = [source, ...(detail?.translations ?? [])].find(
    (one) => one != null && one.liveVersion !== null,
  )
  const sourceName = source ? languageName(source.locale, say.locale) : ''
  const mayWrite = desk.may('articles.write') && detail?.archivedAt === null
  return (
    <EmptyState
      icon={<IconLanguages />}
      title={say('article.noTranslation', { name })}
      text={
        read
          ? say('article.readsMeanwhile', { name: languageName(read.locale, say.locale) })
          : say('article.nothingMeanwhile')
      }
    >
      {mayWrite && (
        <div class="begin-ways">
          {source && (
            <Button
              label={say('article.copyFrom', { name: sourceName })}
              look="primary"
              onClick={() => {
                const from = article.sheet(source.locale).words.peek()
                article.sheet(locale).edit({ title: from.title, body: from.body })
                onBegun()
              }}
            />
          )}
          <Button label={say('article.beginEmpty')} onClick={onBegun} />
        </div>
      )}
    </EmptyState>
  )
}
