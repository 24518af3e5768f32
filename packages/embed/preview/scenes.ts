/** The states in which somebody may meet the messenger, played by the client in memory. */
import { ada, createFakeVisitorClient, type FakeVisitorClient } from '@docent/chat/testing'
import type { ConversationView } from '@docent/client/visitor/types'
import type { Author, Entry } from '@docent/protocol'
import { parseText } from '@docent/protocol/text'

const minute = 60_000
const now = Date.now()
const visitor: Author = { kind: 'visitor', id: 'visitor-1', name: '' }
const linus: Author = { kind: 'agent', id: 'agent-linus', name: 'Linus Torvalds' }

let made = 0
function says(author: Author, text: string, minutesAgo: number): Omit<Entry, 'seq'> {
  made += 1
  const nodes = parseText(text)
  return {
    id: `seed-${made}`,
    conversationId: 'c',
    at: now - minutesAgo * minute,
    author,
    via: author.kind === 'visitor' ? 'widget' : 'console',
    cmid: null,
    kind: 'message',
    parts: [{ type: 'text', text, ...(nodes && { nodes }) }],
  } as Omit<Entry, 'seq'>
}
const joined = (author: Author, minutesAgo: number): Omit<Entry, 'seq'> =>
  ({ ...says(author, 'x', minutesAgo), kind: 'joined' }) as unknown as Omit<Entry, 'seq'>

const numbered = (entries: readonly Omit<Entry, 'seq'>[]): Entry[] =>
  entries.map((entry, index) => ({ ...entry, seq: index + 1 }) as Entry)

const talk = numbered([
  says(visitor, 'Hi! Does the Team plan include single sign-on?', 60 * 26),
  joined(ada, 60 * 25.9),
  says(ada, 'Hello, it does. **SAML** and **OpenID Connect** are both in the Team plan.', 60 * 25.8),
  says(ada, 'Here is how it is set up: https://example.com/help/sso', 60 * 25.79),
  says(visitor, 'Great, thank you.', 60 * 25.7),
  says(
    visitor,
    'One more thing. We are 14 people now and will be around 30 in autumn. Can we add seats later?',
    12,
  ),
  says(visitor, 'And is it billed per month?', 11),
  says(
    ada,
    'Of course. You can\n\n- add seats at any time,\n- remove them at the end of a month,\n- pay by month or by year (with `20 %` off).',
    4,
  ),
  says(ada, 'Shall I prepare an offer for 30 seats?', 3),
])
const open = (more: Partial<ConversationView> = {}): ConversationView => ({
  id: 'c',
  status: 'open',
  entries: talk,
  pending: [],
  hasOlder: false,
  loading: 'nothing',
  agent: ada,
  queue: null,
  typing: [],
  readSeq: 9,
  agentsReadSeq: 7,
  unread: 0,
  startedAt: now - 26 * 60 * minute,
  contactEmail: null,
  ...more,
})
const lorem =
  'We have been using the product for about three years now, and on the whole we are very happy with it. There are a few things, however, that I would like to understand better before we extend the contract. '
const wordy = numbered([
  says(visitor, lorem.repeat(8).trim(), 30),
  says(
    { ...ada, name: 'Wolfeschlegelsteinhausenbergerdorff Maria-Magdalena von Hohenlohe' },
    lorem.repeat(8).trim(),
    20,
  ),
  says(visitor, 'Averylongwordwithoutanyspace'.repeat(12), 10),
  says(
    ada,
    '```\nconst answer = await fetch("/api/v1/offers?seats=30&plan=team&billing=monthly")\nif (!answer.ok) throw new Error("no offer")\n```',
    5,
  ),
])

type Scene = (client: FakeVisitorClient) => void
const away: Scene = (client) => {
  const monday = new Date(now + 3 * 24 * 60 * minute)
  monday.setHours(9, 0, 0, 0)
  client.teamAvailability.value = { state: 'away', nextOpenAt: monday.getTime() }
}

export const scenes: Readonly<Record<string, Scene>> = {
  empty: () => {},
  tour: (client) =>
    client.addConversation(
      open({
        entries: numbered([
          says(visitor, 'Where do I change the price of a berth?', 9),
          says(ada, 'I can show you, it takes a minute.', 4),
          {
            ...says(ada, 'x', 3),
            parts: [{ type: 'tour', flowId: 'tour', title: 'Set the prices of your berths' }],
          } as Omit<Entry, 'seq'>,
        ]),
      }),
    ),
  full: (client) => {
    client.addConversation(open())
    client.change('c', {
      entries: [...talk, { ...says(visitor, 'Yes please, with monthly billing.', 1), seq: 10 } as Entry],
    })
  },
  typing: (client) => client.addConversation(open({ typing: [ada], readSeq: 7, unread: 2 })),
  pending: (client) =>
    client.addConversation(
      open({
        pending: [
          {
            cmid: 'p1',
            conversationId: 'c',
            parts: [{ type: 'text', text: 'Yes please, with monthly billing.' }],
            writtenAt: now,
            state: { kind: 'sending' },
          },
          {
            cmid: 'p2',
            conversationId: 'c',
            parts: [{ type: 'text', text: 'And one for 14, to compare.' }],
            writtenAt: now,
            state: { kind: 'queued' },
          },
        ],
      }),
    ),
  failed: (client) =>
    client.addConversation(
      open({
        pending: [
          {
            cmid: 'p1',
            conversationId: 'c',
            parts: [{ type: 'text', text: 'Yes please, with monthly billing.' }],
            writtenAt: now,
            state: { kind: 'failed', code: 'too_large', message: '' },
          },
        ],
      }),
    ),
  offline: (client) => {
    client.status.value = { state: 'waiting', retryAt: now + 8_500 }
    client.addConversation(
      open({
        pending: [
          {
            cmid: 'p1',
            conversationId: 'c',
            parts: [{ type: 'text', text: 'Yes please, with monthly billing.' }],
            writtenAt: now,
            state: { kind: 'queued' },
          },
        ],
      }),
    )
  },
  refused: (client) => {
    client.status.value = { state: 'refused', code: 'upgrade_required', message: '' }
    client.addConversation(open())
  },
  queue: (client) =>
    client.addConversation(
      open({
        entries: numbered([says(visitor, 'Hello, my invoice of May is missing.', 2)]),
        agent: null,
        queue: { place: 3, estimateSeconds: 240 },
        agentsReadSeq: 0,
      }),
    ),
  away: (client) => {
    away(client)
    client.addConversation(
      open({
        entries: numbered([says(visitor, 'Hello, my invoice of May is missing.', 2)]),
        agent: null,
        agentsReadSeq: 0,
      }),
    )
  },
  awayEmpty: away,
  loading: (client) => {
    client.addConversation(open({ entries: [], loading: 'latest' }))
  },
  starting: (client) => {
    client.isReady.value = false
  },
  wordy: (client) => client.addConversation(open({ entries: wordy, agent: wordy[1]?.author ?? ada })),
  list: (client) => {
    client.addConversation(
      open({
        id: 'd',
        status: 'resolved',
        agent: linus,
        startedAt: now - 9e8,
        entries: numbered([
          says(visitor, 'Where do I find the invoices?', 60 * 24 * 9),
          says(
            linus,
            'Under Settings → Billing → Invoices. There you can also change the address that is on them.',
            60 * 24 * 8.9,
          ),
        ]),
        readSeq: 9,
      }),
    )
    client.addConversation(
      open({
        id: 'e',
        status: 'resolved',
        agent: { ...ada, name: 'Wolfeschlegelsteinhausenbergerdorff Maria-Magdalena' },
        startedAt: now - 2e8,
        entries: numbered([says(visitor, 'It works now, thanks.', 60 * 50)]),
      }),
    )
    client.addConversation(open({ status: 'resolved', unread: 2 }))
    client.change('c', { unread: 0 })
    client.change('d', { unread: 3 })
    client.change('d', { unread: 0 })
  },
  long: (client) =>
    client.addConversation(
      open({
        entries: numbered(
          Array.from({ length: 200 }, (_value, index) =>
            says(
              index % 3 ? ada : visitor,
              `Message ${index + 1} of a long conversation.`,
              (200 - index) * 7,
            ),
          ),
        ),
      }),
    ),
}

export function play(scene: string): FakeVisitorClient {
  const client = createFakeVisitorClient()
  scenes[scene]?.(client)
  return client
}
