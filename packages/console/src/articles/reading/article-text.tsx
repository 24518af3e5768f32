/** A published article as visitors read it, fetched when it is looked at. */
import type { ArticleShown } from '@docent/protocol'
import { ArticleBody } from '@docent/ui/article-nodes'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import type { ArticleRead } from '../../outside/article-reader.ts'
import { languageName } from '../../visitor-panel/places.ts'
import { articleNames } from './article-names.ts'

export function ArticleText(props: { articleId: string; locale: string; idPrefix: string }): VNode {
  const { articleId, locale } = props
  const desk = useDesk()
  const { say } = desk.words
  const state = useSignal<ArticleRead | 'loading' | 'failed'>('loading')
  const turn = useSignal(0)
  const load = async (): Promise<void> => {
    const mine = turn.peek() + 1
    turn.value = mine
    const read = await desk.articleReader.read(desk.site.key, articleId, locale)
    if (turn.peek() === mine) state.value = read ?? 'failed'
  }
  useEffect(() => {
    state.value = 'loading'
    void load()
    return () => {
      turn.value = turn.peek() + 1
    }
  }, [articleId, locale])
  const now = state.value
  if (now === 'loading')
    return (
      <p class="reading-wait">
        <Spinner label={say('reading.loading')} />
      </p>
    )
  if (now === 'failed')
    return (
      <div class="reading-wait">
        <p>{say('notReached')}</p>
        <Button label={say('retry')} onClick={() => void load()} />
      </div>
    )
  if (now.kind === 'gone') return <p class="reading-wait">{say('reading.gone')}</p>
  return <Shown article={now.article} wanted={locale} idPrefix={props.idPrefix} />
}

function Shown(props: { article: ArticleShown; wanted: string; idPrefix: string }): VNode {
  const { article, wanted, idPrefix } = props
  const desk = useDesk()
  const { say } = desk.words
  const standIn = article.locale.split('-')[0] !== wanted.split('-')[0]
  return (
    <article class="reading" lang={article.locale}>
      <h3 class="reading-title" dir="auto">
        {article.title}
      </h3>
      {standIn && (
        <p class="reading-language" lang={say.locale}>
          {say('reading.standIn', { language: languageName(article.locale, say.locale) })}
        </p>
      )}
      <ArticleBody
        nodes={article.nodes}
        locale={article.locale}
        headings={4}
        idPrefix={idPrefix}
        names={articleNames(say)}
        picture={(url) => new URL(url, desk.relayUrl).href}
        article={(_key, words) => words}
        onPlace={(id) => document.getElementById(id)?.scrollIntoView({ block: 'start' })}
      />
    </article>
  )
}
