/** One article in the list: what it is called, where it stands, in which languages, how often it is read and whether it helped. */
import type { ArticleRow, CollectionRow } from '@docent/protocol'
import type { VNode } from 'preact'
import { useDesk } from '../../desk/desk-context.tsx'
import { hrefOf } from '../../outside/route.ts'
import { languageName } from '../../visitor-panel/places.ts'
import { StandingTag } from '../article-marks.tsx'
import { collectionTitle, helpLocalesOf } from '../help-locales.ts'
import { helpfulShare, latest, shownTranslation, titleOf } from './find-articles.ts'

export function ArticleLine(props: {
  row: ArticleRow
  locale: string
  defaultLocale: string
  collection: CollectionRow | null
}): VNode {
  const { row, locale, defaultLocale, collection } = props
  const desk = useDesk()
  const { say, time } = desk.words
  const translation = shownTranslation(row, locale, defaultLocale)
  const changedAt = latest(row)
  const share = helpfulShare(row)
  const wanted = locale === 'any' ? null : locale
  return (
    <div class="article-line">
      <div class="article-words">
        <a
          class="row-link article-link"
          data-id={row.id}
          dir="auto"
          href={hrefOf({
            room: 'articles',
            place: { kind: 'article', articleId: row.id, tab: 'write', locale: wanted },
          })}
        >
          {titleOf(row, locale, defaultLocale) || say('article.untitled')}
        </a>
        <span class="article-meta">
          {collection && (
            <span class="article-collection" dir="auto">
              {collectionTitle(collection.titles, defaultLocale)}
            </span>
          )}
          <span title={time.full(changedAt)}>
            {say('onboarding.updatedNobody', { time: time.short(changedAt, desk.clock.tens.value) })}
          </span>
          <Languages row={row} />
        </span>
      </div>
      <span class="article-standing">
        {row.archivedAt === null ? (
          <StandingTag translation={translation} />
        ) : (
          <span class="tag">{say('articles.archived')}</span>
        )}
      </span>
      <span class="article-figure tabular" title={say('articles.inThirtyDays')}>
        {row.views === 0 ? say('onboarding.none') : say('articles.views', { count: row.views })}
      </span>
      <span
        class="article-figure tabular"
        title={say('articles.helpfulOf', { helpful: row.helpful, count: row.helpful + row.unhelpful })}
      >
        {share === null
          ? say('onboarding.none')
          : say('articles.helpful', {
              share: share.toLocaleString(say.locale, { style: 'percent', maximumFractionDigits: 0 }),
            })}
      </span>
    </div>
  )
}

/** Of a site that writes in several: those that the article has, and by their tags those that it lacks. */
function Languages({ row }: { row: ArticleRow }): VNode | null {
  const desk = useDesk()
  const { say } = desk.words
  const { all } = helpLocalesOf(desk)
  if (all.length < 2) return null
  const has = new Set(row.translations.map(({ locale }) => locale))
  const missing = all.filter((locale) => !has.has(locale))
  const names = (tags: readonly string[]) => tags.map((tag) => languageName(tag, say.locale)).join(', ')
  return (
    <span
      class="article-languages"
      title={missing.length > 0 ? say('articles.missingIn', { names: names(missing) }) : names(all)}
    >
      {say('articles.languages', { count: has.size, all: all.length })}
    </span>
  )
}
