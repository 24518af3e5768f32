/** What the chat shows of articles: the cards that agents send, and offers for what is being written. Fetched beside the chat. */
import type { ArticlePart } from '@docent/protocol'
import { createTranslator } from '@docent/ui/i18n'
import type { VNode } from 'preact'
import { ArticleCard } from './article-card.tsx'
import cardCss from './card.css?inline'
import type { HelpRoom } from './help-room.tsx'
import { inChatWords } from './in-chat-words.ts'
import offersCss from './offers.css?inline'
import { Offers, type OffersMemory } from './offers.tsx'

export interface InChatOptions {
  readonly room: HelpRoom
  /** BCP 47 tag of the words. */
  readonly locale: string
  readonly adopt: (css: string) => void
  readonly memory: OffersMemory
}

export function createInChat({ room, locale, adopt, memory }: InChatOptions) {
  for (const css of [cardCss, offersCss]) adopt(css)
  const t = createTranslator({ locale, words: inChatWords })
  return {
    Card: ({ part }: { readonly part: ArticlePart }): VNode => (
      <ArticleCard
        title={part.title}
        kind={t('article')}
        action={t('readArticle')}
        onPress={() => room.open({ kind: 'article', idOrKey: part.articleId })}
      />
    ),
    Offers: ({ text }: { readonly text: string }): VNode => (
      <Offers context={room.context} t={t} memory={memory} text={text} />
    ),
  }
}
