/** What visitors looked for and did not find, with what they were told instead: the list of articles to write next [HLP13]. */
import type { WantedArticle } from '@docent/protocol'
import { IconAlertTriangle, IconSearch } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { languageName } from '../../visitor-panel/places.ts'
import { failureSentence } from '../../words/failures.ts'
import { ArticlesHead } from '../articles-head.tsx'
import { WantedItem } from './wanted-item.tsx'

export function WantedPage(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const wanted = useSignal<readonly WantedArticle[] | null | 'failed'>(null)
  const locale = useSignal<string | null>(null)
  const load = async (): Promise<void> => {
    const reply = await desk.client.help.wanted().catch(() => null)
    wanted.value = reply?.ok ? reply.data.wanted : 'failed'
  }
  // Whoever comes back to this tab sees what was looked for meanwhile.
  const looked = desk.client.connection.status.value.state === 'open' && desk.visible.value
  useEffect(() => void (looked && load()), [looked])
  const close = async ({ id }: WantedArticle): Promise<void> => {
    const reply = await desk.client.help.closeWanted(id).catch(() => null)
    if (!reply?.ok)
      return desk.toasts.warn(reply ? failureSentence(say, reply.error, null) : say('notReached'))
    desk.toasts.say(say('wanted.closed'))
    if (Array.isArray(wanted.value)) wanted.value = wanted.value.filter((one) => one.id !== id)
  }
  const now = wanted.value
  return (
    <section class="pane onboarding-pane" aria-labelledby="wanted-title">
      <ArticlesHead page="wanted" titleId="wanted-title" />
      {now === null ? (
        <p class="onboarding-wait">
          <Spinner label={say('wanted.loading')} />
        </p>
      ) : now === 'failed' ? (
        <EmptyState icon={<IconAlertTriangle />} title={say('wanted.failed')} text={say('notReached')}>
          <Button label={say('retry')} onClick={() => void load()} />
        </EmptyState>
      ) : now.length === 0 ? (
        <EmptyState icon={<IconSearch />} title={say('wanted.emptyTitle')} text={say('wanted.emptyText')} />
      ) : (
        <div class="onboarding-scroll">
          <div class="wanted">
            <p class="form-text">{say('wanted.lead')}</p>
            <Languages
              wanted={now}
              chosen={locale.value}
              onChoose={(next) => {
                locale.value = next
              }}
            />
            <ul class="wanted-list">
              {now
                .filter((one) => locale.value === null || one.locale === locale.value)
                .map((one) => (
                  <WantedItem key={one.id} wanted={one} onClose={() => void close(one)} />
                ))}
            </ul>
          </div>
        </div>
      )}
    </section>
  )
}

/** Only where there is more than one to choose from. */
function Languages(props: {
  wanted: readonly WantedArticle[]
  chosen: string | null
  onChoose: (locale: string | null) => void
}): VNode | null {
  const { say } = useDesk().words
  const locales = [...new Set(props.wanted.map((one) => one.locale))].toSorted()
  if (locales.length < 2) return null
  return (
    <fieldset class="chips" aria-label={say('wanted.language')}>
      {[null, ...locales].map((locale) => (
        <button
          key={locale}
          type="button"
          class="chip"
          aria-pressed={props.chosen === locale}
          onClick={() => props.onChoose(locale)}
        >
          {locale === null ? say('wanted.all') : languageName(locale, say.locale)}
          <span class="chip-count tabular">
            {props.wanted.filter((one) => locale === null || one.locale === locale).length}
          </span>
        </button>
      ))}
    </fieldset>
  )
}
