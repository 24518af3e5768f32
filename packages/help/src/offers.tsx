/**
 * At most three articles for what is being written, above the field of a new conversation [HLP10]. They come when the writing
 * pauses, never hold a message back, and can be put away for as long as the page lives.
 */
import type { ArticleRef } from '@docent/protocol/article'
import type { Translator } from '@docent/ui/i18n'
import { IconClose } from '@docent/ui/icons.tsx'
import { useValue } from '@docent/ui/use-value'
import type { Signal } from '@preact/signals-core'
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { type HelpContext, openArticle } from './help-context.ts'
import type { InChatWords } from './in-chat-words.ts'

/** Remembers that they were put away. */
export type OffersMemory = Signal<boolean>

const most = 3
const pauseMs = 600
/** Fewer letters are no question yet. */
const fewest = 8

export function Offers(props: {
  readonly context: HelpContext
  readonly t: Translator<InChatWords>
  readonly memory: OffersMemory
  readonly text: string
}): VNode | null {
  const { context, t, memory, text } = props
  const { help } = context
  const hidden = useValue(memory)
  const [articles, setArticles] = useState<readonly ArticleRef[]>([])
  const written = text.trim()
  useEffect(() => help.prepare(), [help])
  useEffect(() => {
    if (hidden) return
    let current = true
    const timer = setTimeout(async () => {
      // Out of reach there is nothing to offer; the message goes on by itself.
      const found =
        written.length < fewest ? [] : await help.offersFor(written, most).catch(() => [] as const)
      if (current) setArticles(found)
    }, pauseMs)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [written, hidden, help])
  const shown = !hidden && written !== '' && articles.length > 0
  return (
    <div class={shown ? 'h-offers' : undefined}>
      <p class="d-hidden" role="status">
        {shown ? t('offers') : ''}
      </p>
      {shown && (
        <section aria-label={t('offers')}>
          <div class="h-offers-head">
            <span>{t('offers')}</span>
            <button
              type="button"
              class="c-icon"
              aria-label={t('dismiss')}
              onClick={() => {
                memory.value = true
              }}
            >
              <IconClose size={16} />
            </button>
          </div>
          {articles.map((ref) => (
            <button
              key={ref.id}
              type="button"
              class="h-row"
              lang={ref.locale}
              dir="auto"
              onClick={() => openArticle(context, ref)}
            >
              {ref.title}
            </button>
          ))}
        </section>
      )}
    </div>
  )
}
