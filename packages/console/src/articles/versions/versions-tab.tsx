/** Every version that visitors read, by whom and when; each is compared with the draft, and can be brought back [HLP1]. */

import type { ArticleVersionRow } from '@docent/protocol'
import { IconHistory, IconRotateCcw } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { Confirm } from '../../controls/confirm.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { ChoiceField } from '../../controls/fields.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { outcomeSentence } from '../article-failure.ts'
import type { SheetWords } from '../editor/draft-sheet.ts'
import { type OpenArticle, translationOf } from '../editor/open-article.ts'
import { WordsDifference } from './words-difference.tsx'

export function VersionsTab({ article, locale }: { article: OpenArticle; locale: string }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const translation = translationOf(article.detail.value, locale)
  const versions = translation?.versions ?? []
  const chosen = useSignal<number | null>(null)
  const asking = useSignal<number | null>(null)
  if (versions.length === 0)
    return (
      <EmptyState
        icon={<IconHistory />}
        title={say('versions.emptyTitle')}
        text={say('versions.emptyText')}
      />
    )
  const version = chosen.value ?? versions[0]?.version ?? 1
  const restore = async (): Promise<string | null> => {
    const problem = outcomeSentence(say, await article.restore(locale, asking.peek() ?? 0))
    if (problem !== null) return problem
    asking.value = null
    chosen.value = null
    desk.toasts.say(say('versions.restored'))
    return null
  }
  return (
    <div class="articles-scroll">
      <div class="versions-columns">
        <ol class="versions" aria-label={say('article.tab.versions')}>
          {versions.map((row) => (
            <VersionRow
              key={row.version}
              row={row}
              isLive={row.version === translation?.liveVersion}
              isChosen={row.version === version}
              onChoose={() => {
                chosen.value = row.version
              }}
              onRestore={
                desk.may('articles.publish') && article.detail.value?.archivedAt === null
                  ? () => {
                      asking.value = row.version
                    }
                  : null
              }
            />
          ))}
        </ol>
        <Compared key={version} article={article} locale={locale} version={version} versions={versions} />
      </div>
      {asking.value !== null && (
        <Confirm
          title={say('history.restoreTitle', { version: asking.value })}
          lines={[say('versions.restoreText')]}
          act={say('history.restore')}
          onClose={() => {
            asking.value = null
          }}
          onAct={restore}
        />
      )}
    </div>
  )
}

function VersionRow(props: {
  row: ArticleVersionRow
  isLive: boolean
  isChosen: boolean
  onChoose: () => void
  onRestore: (() => void) | null
}): VNode {
  const { row, isLive, isChosen, onChoose, onRestore } = props
  const desk = useDesk()
  const { say, time } = desk.words
  const when = time.short(row.publishedAt, desk.clock.tens.value)
  return (
    <li class="version version-choice">
      <button type="button" class="version-words" aria-pressed={isChosen} onClick={onChoose}>
        <span class="version-name">
          {say('history.version', { version: row.version })}
          {isLive && <span class="tag tag-success">{say('history.live')}</span>}
        </span>
        <span class="version-by" title={time.full(row.publishedAt)}>
          {row.publishedBy
            ? say('history.by', { time: when, name: row.publishedBy })
            : say('history.byNobody', { time: when })}
        </span>
        {row.restoredFrom !== null && (
          <span class="version-by">{say('history.restoredFrom', { version: row.restoredFrom })}</span>
        )}
      </button>
      {onRestore && !isLive && (
        <Button label={say('history.restore')} icon={<IconRotateCcw size={16} />} onClick={onRestore} />
      )}
    </li>
  )
}

function Compared(props: {
  article: OpenArticle
  locale: string
  version: number
  versions: readonly ArticleVersionRow[]
}): VNode {
  const { article, locale, version, versions } = props
  const desk = useDesk()
  const { say } = desk.words
  /** The version on the other side; 0: the draft. */
  const other = useSignal(0)
  const one = useVersion(article, locale, version)
  const otherVersion = useVersion(article, locale, other.value)
  const draft = article.sheet(locale).words.value
  const after = other.value === 0 ? draft : otherVersion
  return (
    <section class="versions-compared" aria-label={say('versions.compare')}>
      <ChoiceField
        label={say('versions.compareWith', { version })}
        value={String(other.value)}
        choices={[
          { value: '0', label: say('versions.draft') },
          ...versions
            .filter((row) => row.version !== version)
            .map((row) => ({
              value: String(row.version),
              label: say('history.version', { version: row.version }),
            })),
        ]}
        onChange={(next) => {
          other.value = Number(next)
        }}
      />
      {one === 'failed' || after === 'failed' ? (
        <p class="problem" role="alert">
          {say('notReached')}
        </p>
      ) : one === null || after === null ? (
        <Spinner label={say('versions.comparing')} />
      ) : (
        <WordsDifference
          before={other.value > version || other.value === 0 ? one : after}
          after={other.value > version || other.value === 0 ? after : one}
        />
      )}
    </section>
  )
}

/** What a version says; null until the relay has told. Versions are frozen: each is asked for once. */
function useVersion(article: OpenArticle, locale: string, version: number): SheetWords | 'failed' | null {
  const { articles } = useDesk().client
  const said = useSignal<SheetWords | 'failed' | null>(null)
  useEffect(() => {
    said.value = null
    if (version === 0) return
    let isWanted = true
    void articles
      .version({ articleId: article.articleId, locale, version })
      .catch(() => null)
      .then((reply) => {
        if (isWanted) said.value = reply?.ok ? reply.data : 'failed'
      })
    return () => {
      isWanted = false
    }
  }, [articles, article, locale, version, said])
  return said.value
}
