/**
 * Looks for an article or a tour and puts it into the conversation as a card. Before anything is typed it looks for what
 * the visitor wrote last. What is chosen is shown beside the list as the visitor will read it.
 */
import type { DeskConversation } from '@docent/client/agent/types'
import type { SearchResult } from '@docent/protocol'
import { IconBookOpen, IconMapPin } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { ChoiceLine } from '../../controls/choice-line.tsx'
import { Modal } from '../../controls/modal.tsx'
import { type Choice, hasWords, Picker } from '../../controls/picker.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { languageName } from '../../visitor-panel/places.ts'
import { failureSentence } from '../../words/failures.ts'
import { draftLocale } from '../make-draft.ts'
import { ArticleText } from '../reading/article-text.tsx'
import { Snippet } from './snippet.tsx'
import { useFound } from './use-found.ts'

export function InsertPicker({ conversationId }: { conversationId: string }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const typed = useSignal('')
  const active = useSignal<string | null>(null)
  const locale = draftLocale(desk)
  const suggestedBy = lastQuestion(desk.open.view.value)
  const found = useFound(desk, typed.value.trim() === '' ? suggestedBy : typed.value, locale)
  // The tours of a site come with its flows, which a desk fetches while somebody looks.
  const tours = desk.may('flows.guide')
    ? (desk.client.flows.list.value ?? []).filter(
        (row) => row.kind === 'tour' && row.liveVersion !== null && hasWords(row.name, typed.value),
      )
    : []
  const close = (): void => {
    desk.dialog.value = null
  }
  const sendArticle = async (articleId: string): Promise<void> => {
    close()
    const reply = await desk.client.help.send(conversationId, articleId).catch(() => null)
    if (!reply?.ok) {
      const me = desk.client.me.peek()?.id ?? null
      desk.toasts.warn(reply ? failureSentence(say, reply.error, me) : say('notReached'))
    }
    desk.focus.to('reply')
  }
  const sendTour = async (flowId: string): Promise<void> => {
    close()
    const visitor = desk.open.row.peek()?.visitor
    const name = visitor?.name || visitor?.email || say('guide.theVisitor')
    const reply = await desk.client.guide.sendTour(conversationId, flowId).catch(() => null)
    if (reply?.ok) desk.toasts.say(say('guide.sent', { name }))
    else desk.toasts.warn(reply ? failureSentence(say, reply.error, null) : say('notReached'))
    desk.focus.to('reply')
  }
  const articleGroup = say(typed.value.trim() === '' ? 'insert.suggested' : 'insert.articles')
  const choices: readonly Choice[] = [
    ...found.results.map(
      (hit): Choice => ({
        id: `article ${hit.id}`,
        group: articleGroup,
        content: <Hit hit={hit} wanted={locale} />,
        choose: () => void sendArticle(hit.id),
      }),
    ),
    ...tours.map(
      (row): Choice => ({
        id: `tour ${row.id}`,
        group: say('guide.sendGroup'),
        content: <ChoiceLine icon={<IconMapPin size={18} />} name={row.name} />,
        choose: () => void sendTour(row.id),
      }),
    ),
  ]
  const shown = active.value?.startsWith('article ') ? active.value.slice('article '.length) : null
  return (
    <Modal label={say('insert.title')} onClose={close} class="modal-top modal-insert">
      <div class="insert">
        <Picker
          label={say('insert.field')}
          listLabel={say('insert.title')}
          choicesFor={() => choices}
          none={say(
            found.state === 'failed'
              ? 'notReached'
              : found.state === 'searching'
                ? 'insert.searching'
                : typed.value.trim() === ''
                  ? 'insert.start'
                  : 'insert.none',
          )}
          onQuery={(query) => {
            typed.value = query.slice(0, 200)
          }}
          onActive={(id) => {
            active.value = id
          }}
        />
        {shown !== null && (
          <section class="insert-preview" aria-label={say('insert.preview')}>
            <ArticleText articleId={shown} locale={locale} idPrefix="insert-" />
          </section>
        )}
      </div>
      <p class="insert-foot">{say('insert.hint')}</p>
    </Modal>
  )
}

function Hit({ hit, wanted }: { hit: SearchResult; wanted: string }): VNode {
  const { say } = useDesk().words
  return (
    <>
      <span class="choice-icon">
        <IconBookOpen size={18} />
      </span>
      <span class="insert-hit">
        <span class="insert-name" dir="auto" lang={hit.locale}>
          {hit.title}
        </span>
        <Snippet hit={hit} />
      </span>
      {hit.locale !== wanted && <span class="tag">{languageName(hit.locale, say.locale)}</span>}
    </>
  )
}

/** What the visitor wrote last, as far as a search takes it. */
function lastQuestion(view: DeskConversation | null): string {
  const last = view?.lines.findLast(
    (line) => line.log === 'public' && line.entry.kind === 'message' && line.entry.author.kind === 'visitor',
  )
  if (last?.log !== 'public' || last.entry.kind !== 'message') return ''
  const words = last.entry.parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  return words.join(' ').replace(/\s+/g, ' ').trim().slice(0, 200)
}
