/** The messenger's first page: a greeting, the way into the conversation, and how far the visitor's tasks are. */
import type { Screen } from '@docent/chat'
import type { ConversationView, VisitorClient } from '@docent/client/visitor/types'
import type { ChecklistOnScreen, Tasks } from '@docent/onboarding'
import { textOf } from '@docent/protocol/conversation'
import { Avatar } from '@docent/ui/avatar.tsx'
import type { Translator } from '@docent/ui/i18n'
import { icon } from '@docent/ui/icon.tsx'
import { closePath } from '@docent/ui/launcher-icon-paths'
import { useValue } from '@docent/ui/use-value'
import { signal } from '@preact/signals-core'
import type { VNode } from 'preact'
import type { roomsWords } from './rooms-words.ts'

export interface HomeProps {
  readonly client: VisitorClient
  /** False: nobody can be asked [HLP10]. */
  readonly chats: boolean
  readonly tasks: Tasks | null
  /** The search field of Help; null where the site has no articles. */
  readonly Search: (() => VNode) | null
  readonly t: Translator<typeof roomsWords>
  readonly onClose: () => void
  /** @param screen absent: where the chat stands */
  readonly openChat: (screen?: Screen) => void
  readonly openTasks: (flowId: string) => void
}

const Close = icon(closePath)
const noChecklists = signal<readonly ChecklistOnScreen[]>([])

export function Home(props: HomeProps): VNode {
  const { client, chats, tasks, Search, t, onClose, openChat, openTasks } = props
  const settings = useValue(client.settings)
  const conversations = useValue(client.conversations.list)
  const { state } = useValue(client.availability)
  const connection = useValue(client.connection.status)
  // Before the relay has spoken nobody knows, and what the team wrote about itself holds.
  const isAway = connection.state === 'open' && state === 'away'
  const checklists = useValue(tasks?.checklists ?? noChecklists)
  const open = conversations.find(({ status }) => status !== 'resolved')
  return (
    <section class="c-room m-home" aria-label={t('home')}>
      <div class="c-scroll">
        <header class="m-home-top">
          <p class="m-home-team">
            <Avatar name={settings.teamName} size={32} />
            <bdi>{settings.teamName}</bdi>
          </p>
          <button type="button" class="c-icon c-close" aria-label={t('close')} onClick={onClose}>
            <Close />
          </button>
          <h2 class="m-home-greeting">
            <bdi>{settings.greeting}</bdi>
          </h2>
        </header>
        <div class="m-cards">
          {Search && <Search />}
          {chats && open && (
            <Card
              title={t('goOn')}
              text={lastWords(open) || settings.teamName}
              face={open.agent}
              unread={open.unread > 0}
              onPress={() => openChat({ kind: 'conversation', id: open.id })}
            />
          )}
          {chats && !open && (
            <Card
              title={t('writeToUs')}
              text={isAway ? t('away') : settings.replyTime}
              face={null}
              unread={false}
              // Until the conversations are known, one may be open: then the chat decides once it knows.
              onPress={() => openChat(client.conversations.ready.peek() ? { kind: 'new' } : undefined)}
            />
          )}
          {checklists.map((checklist) => (
            <Progress
              key={checklist.flowId}
              checklist={checklist}
              t={t}
              onPress={() => openTasks(checklist.flowId)}
            />
          ))}
        </div>
      </div>
    </section>
  )
}

function Card(props: {
  readonly title: string
  readonly text: string
  readonly face: ConversationView['agent']
  readonly unread: boolean
  readonly onPress: () => void
}): VNode {
  const { face } = props
  return (
    <button type="button" class="m-card" onClick={props.onPress}>
      {face && <Avatar name={face.name} id={face.id} size={36} />}
      <span class="m-card-words">
        <span class="m-card-title">{props.title}</span>
        <span class="m-card-text">
          <bdi>{props.text}</bdi>
        </span>
      </span>
      {props.unread && <span class="m-card-dot" />}
    </button>
  )
}

function Progress(props: {
  readonly checklist: ChecklistOnScreen
  readonly t: Translator<typeof roomsWords>
  readonly onPress: () => void
}): VNode {
  const { t, checklist } = props
  const { title, items } = checklist.content
  const all = items.length
  const done = items.filter(({ id }) => checklist.done.includes(id)).length
  const words = done === all ? t('finished') : t('progress', { done, all })
  return (
    <button type="button" class="m-card m-card-tall" onClick={props.onPress}>
      <span class="m-card-line">
        <span class="m-card-title">
          <bdi>{title}</bdi>
        </span>
        <span class="m-card-text">
          <bdi>{words}</bdi>
        </span>
      </span>
      <span class="m-progress" aria-hidden="true">
        <span style={{ width: `${all ? (100 * done) / all : 0}%` }} />
      </span>
    </button>
  )
}

const lastWords = ({ entries, pending }: ConversationView): string => {
  const waiting = pending.at(-1)
  if (waiting) return waiting.parts.map(({ text }) => text).join(' ')
  const last = entries.findLast((entry) => entry.kind === 'message' && !entry.deleted)
  return last?.kind === 'message' ? textOf(last.parts) : ''
}
