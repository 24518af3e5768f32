/** Each article that was opened or judged in this time: views, how many it helped, and what the others missed. */
import type { ArticleFigures } from '@docent/protocol'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { Moment } from '../../controls/moment.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { percentWords } from '../../figures/figure-words.ts'
import { hrefOf } from '../../outside/route.ts'
import { languageName } from '../../visitor-panel/places.ts'

const shownFirst = 50

export function ArticleTable({ articles }: { articles: readonly ArticleFigures[] }): VNode | null {
  const { say } = useDesk().words
  const all = useSignal(false)
  if (articles.length === 0) return null
  const several = new Set(articles.map(({ locale }) => locale)).size > 1
  const shown = all.value ? articles : articles.slice(0, shownFirst)
  return (
    <div class="step-table-box">
      <table class="step-table help-articles">
        <caption class="form-heading">{say('helpFigures.articles')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('helpFigures.article')}</th>
            <th scope="col" class="flows-number">
              {say('helpFigures.views')}
            </th>
            <th scope="col" class="help-share">
              {say('helpFigures.helpful')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((article) => (
            <ArticleLine key={`${article.articleId} ${article.locale}`} article={article} named={several} />
          ))}
        </tbody>
      </table>
      {shown.length < articles.length && (
        <Button
          label={say('helpFigures.showAll', { count: articles.length })}
          onClick={() => {
            all.value = true
          }}
        />
      )}
    </div>
  )
}

function ArticleLine({ article, named }: { article: ArticleFigures; named: boolean }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const { articleId, locale, title, views, helpful, unhelpful, reasons } = article
  const votes = helpful + unhelpful
  return (
    <tr>
      <th scope="row" class="step-name">
        <a
          class="help-article-link"
          dir="auto"
          href={hrefOf({ room: 'articles', place: { kind: 'article', articleId, tab: 'write', locale } })}
        >
          {title || say('helpFigures.goneArticle')}
        </a>
        {named && <span class="help-language">{languageName(locale, say.locale)}</span>}
        {reasons.length > 0 && (
          <details class="help-reasons">
            <summary>{say('helpFigures.reasons', { count: reasons.length })}</summary>
            <ul>
              {reasons.map(({ at, text }) => (
                <li key={`${at} ${text}`}>
                  <span dir="auto">{text}</span>
                  <Moment class="help-reason-at" at={at} now={desk.clock.tens.value} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </th>
      <td class="flows-number tabular">{views.toLocaleString(say.locale)}</td>
      <td class="help-share">
        {votes === 0 ? (
          <span class="step-share">{say('helpFigures.noVotes')}</span>
        ) : (
          <span class="share">
            <span class="share-track" aria-hidden="true">
              <span class="share-fill" style={{ width: `${(helpful / votes) * 100}%` }} />
            </span>
            <span class="share-number tabular">
              {percentWords(say, helpful, votes)}{' '}
              <span class="step-share">{say('helpFigures.votes', { count: votes })}</span>
            </span>
          </span>
        )}
      </td>
    </tr>
  )
}
