/** The article of a card in the conversation, beside it: what the visitor was sent, as the visitor reads it. */
import { IconClose, IconExternalLink } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { ToolButton } from '../../controls/tool-button.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { hrefOf } from '../../outside/route.ts'
import { draftLocale } from '../make-draft.ts'
import { ArticleText } from './article-text.tsx'

export function ArticlePane({ articleId }: { articleId: string }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const box = useRef<HTMLElement>(null)
  const locale = draftLocale(desk)
  useEffect(() => box.current?.focus(), [articleId])
  return (
    <aside
      ref={box}
      class="pane visitor-pane reading-pane"
      aria-label={say('reading.region')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        desk.reading.value = null
        desk.focus.to('reply')
      }}
    >
      <header class="pane-head">
        <h2 class="pane-title">{say('reading.region')}</h2>
        {desk.may('articles.read') && (
          <a
            class="icon-link"
            href={hrefOf({
              room: 'articles',
              place: { kind: 'article', articleId, tab: 'write', locale: null },
            })}
            aria-label={say('reading.edit')}
            title={say('reading.edit')}
          >
            <IconExternalLink size={18} />
          </a>
        )}
        <ToolButton
          label={say('reading.close')}
          tip="below"
          tipAlign="end"
          onClick={() => {
            desk.reading.value = null
          }}
        >
          <IconClose />
        </ToolButton>
      </header>
      <div class="visitor-body">
        <ArticleText articleId={articleId} locale={locale} idPrefix="reading-" />
      </div>
    </aside>
  )
}
