/** The draft as visitors will read it, in the site's colours: light or dark, on a page or on a phone. */
import type { ArticleBlock } from '@docent/protocol/article'
import { parseArticle } from '@docent/protocol/article-text'
import { ArticleBody } from '@docent/ui/article-nodes'
import { IconMonitor, IconMoon, IconSmartphone, IconSun } from '@docent/ui/icons.tsx'
import { messengerTokens } from '@docent/ui/messenger-theme'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ScrollBox } from '../../controls/scroll-box.tsx'
import { ToolButton } from '../../controls/tool-button.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { shownPicture } from '../pictures/shown-picture.ts'
import { articleNames } from '../reading/article-names.ts'
import { createPreviewParsing, isShort } from './preview-parsing.ts'

/** Whoever types fast is not held up by what they see beside. */
const afterMs = 120

export function ArticlePreview(props: {
  title: string
  body: string
  locale: string
  /** Titles of the site's articles by their keys; null while they are not known. */
  titleOf: (key: string) => string | null
}): VNode {
  const { title, locale } = props
  const desk = useDesk()
  const { say } = desk.words
  const dark = useSignal<boolean | null>(null)
  const phone = useSignal(false)
  const nodes = useParsed(props.body)
  const isDark = dark.value ?? desk.dark.value
  const theme = desk.client.settings.current.value?.settings.theme
  const colours = theme && messengerTokens(theme, isDark ? 'dark' : 'light')
  return (
    <section class="article-preview" aria-label={say('article.preview')}>
      <div class="article-preview-head">
        <h2 class="article-preview-name">{say('article.preview')}</h2>
        <ToolButton
          label={say(phone.value ? 'article.previewPage' : 'article.previewPhone')}
          tip="below"
          onClick={() => {
            phone.value = !phone.peek()
          }}
        >
          {phone.value ? <IconMonitor size={18} /> : <IconSmartphone size={18} />}
        </ToolButton>
        <ToolButton
          label={say(isDark ? 'article.previewLight' : 'article.previewDark')}
          tip="below"
          tipAlign="end"
          onClick={() => {
            dark.value = !isDark
          }}
        >
          {isDark ? <IconSun size={18} /> : <IconMoon size={18} />}
        </ToolButton>
      </div>
      <ScrollBox class="article-preview-scroll" label={say('article.previewText')}>
        <div
          class={`article-page-shown ${phone.value ? 'article-page-phone' : ''}`}
          style={{ ...colours, colorScheme: isDark ? 'dark' : 'light' }}
          lang={locale}
        >
          <h3 class="article-shown-title" dir="auto">
            {title || say('article.untitled')}
          </h3>
          {nodes === null ? null : nodes.length > 0 ? (
            <ArticleBody
              nodes={nodes}
              locale={locale}
              headings={4}
              idPrefix="shown-"
              names={articleNames(say)}
              picture={(url) =>
                shownPicture(url, desk.relayUrl, (host) => say('picture.elsewhere', { host }))
              }
              article={(key, words) => (
                <span class="article-link-shown" title={props.titleOf(key) ?? say('article.linkUnknown')}>
                  {words}
                </span>
              )}
              onPlace={(id) => document.getElementById(id)?.scrollIntoView()}
            />
          ) : (
            <p class="article-shown-nothing">{say('article.previewNothing')}</p>
          )}
        </div>
      </ScrollBox>
    </section>
  )
}

/** Null while a long text is parsed for the first time. */
function useParsed(body: string): readonly ArticleBlock[] | null {
  const { later } = useDesk()
  const [parsing] = useState(() => createPreviewParsing())
  const [nodes, setNodes] = useState(() => (isShort(body) ? parseArticle(body) : null))
  useEffect(() => later(afterMs, () => parsing.parse(body, setNodes)), [body, later, parsing])
  useEffect(() => parsing.close, [parsing])
  return nodes
}
