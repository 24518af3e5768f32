/** Makes a believable site out of a seed: people, rows of an inbox, conversations, cards. The same seed, the same site. */
import type {
  Author,
  Colleague,
  Entry,
  InboxRow,
  InternalEntry,
  Origin,
  Part,
  VisitorCard,
  Why,
} from '@docent/protocol'

export const me = { id: 'agent-ada', name: 'Ada Lovelace' } as const

export const teams = [
  { id: 'team-sales', name: 'Sales' },
  { id: 'team-support', name: 'Support' },
  { id: 'team-billing', name: 'Billing' },
] as const

const colleague = (id: string, name: string, more: Partial<Colleague> = {}): Colleague => ({
  id,
  name,
  email: `${id.replace('agent-', '')}@demo.test`,
  role: 'agent',
  connected: true,
  accepting: true,
  active: 2,
  capacity: 5,
  teamIds: ['team-support'],
  ...more,
})

export const colleagues: readonly Colleague[] = [
  colleague(me.id, me.name, { active: 3 }),
  colleague('agent-linus', 'Linus Pauling', { active: 4 }),
  colleague('agent-grace', 'Grace Hopper', { accepting: false, role: 'supervisor' }),
  colleague('agent-katherine', 'Katherine Johnson', { teamIds: ['team-billing'], active: 1 }),
  colleague('agent-ramanujan', 'Srinivasa Ramanujan', { connected: false, accepting: false, active: 0 }),
]

const given =
  'Mira Jonas Aiko Tomás Zeynep Oluwaseun Freya Mateo Ingrid Ravi Chloé Nikolai Amara Luca Saoirse Emre'
const family =
  'Okafor Lindqvist Tanaka Ferreira Yılmaz Brandt Novak Castellano Haugen Iyer Moreau Petrov Diallo Ricci Byrne Kaya'
const questions = [
  'Hi, does the pro plan include single sign-on for the whole team?',
  'The export stopped at 4,000 rows. Is that a limit or did it break?',
  'Can I move my workspace to another region without losing history?',
  'I was charged twice this month, could you have a look please?',
  'How do I invite a contractor without giving them billing access?',
  'The webhook fires twice for each order since yesterday evening.',
  'Is there a way to change the sender address of our newsletters?',
  'We would like to go from monthly to yearly. What happens with the rest?',
  'My password reset mail never arrives. Checked spam as well.',
  'Thanks, that did the trick.',
  'Great, I will try this tonight and come back to you.',
  'Could you send me the invoice for October as a PDF?',
] as const
const answers = [
  'Let me check that for you, one moment.',
  'Yes, that is part of the plan. You find it under Settings, then Security.',
  'I see the second charge. It is a reservation by your bank and goes away within three days.',
  'That should not happen. I have asked our engineers, and I will write as soon as I know more.',
  'You can do this yourself under Members; choose the role “Guest” for contractors.',
] as const
const pages = [
  ['/pricing', 'Pricing'],
  ['/docs/webhooks', 'Webhooks · Docs'],
  ['/app/billing', 'Billing'],
  ['/', 'Northwind: ship calmly'],
] as const

export const longName =
  'Wolfeschlegelsteinhausenbergerdorff-Montgomery Alexandrina Konstantinopolitanskaya the Third of Upper Marlborough'

/** Mulberry32: small, and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T
const words = (text: string): readonly string[] => text.split(' ')
const minute = 60_000

export const idOf = (index: number): string => `c-${String(index).padStart(5, '0')}`

export const text = (value: string): readonly Part[] => [{ type: 'text', text: value }]

export const agentAuthor = (id: string): Author => ({
  kind: 'agent',
  id,
  name: colleagues.find((one) => one.id === id)?.name ?? '',
})

/** The row with the number `index`; 0 is the most recent. */
export function seededRow(index: number, now: number, bigEntries: number): InboxRow {
  const random = seeded(index + 7)
  const ago = index < 40 ? index * 2.3 * minute : index * 17 * minute
  const lastAt = now - ago - Math.floor(random() * minute)
  const resolved = index > 20 && random() < 0.55
  const mine = index < 12 ? index % 2 === 0 : random() < 0.06
  const held = mine || random() < 0.5
  const agentId = resolved || held ? (mine ? me.id : pick(colleagues.slice(1), random).id) : null
  const name =
    index === 5
      ? longName
      : random() < 0.16
        ? ''
        : `${pick(words(given), random)} ${pick(words(family), random)}`
  const byAgent = random() < (resolved ? 0.8 : 0.3)
  const waits = !resolved && !byAgent
  const headSeq = index === 1 ? bigEntries : 2 + Math.floor(random() * 12)
  return {
    id: idOf(index),
    rev: 100_000 - index,
    status: resolved ? 'resolved' : 'open',
    visitor: {
      id: `v-${index % 4_000}`,
      name,
      email: name && random() < 0.5 ? `${name.split(' ')[0]?.toLowerCase()}@northwind.test` : null,
    },
    agentId,
    teamId: random() < 0.45 ? pick(teams, random).id : null,
    offer: null,
    gen: 1,
    raised: waits && random() < 0.08,
    startedAt: lastAt - 40 * minute,
    queuedAt: agentId === null && !resolved ? lastAt - 4 * minute : null,
    waitingSince: waits ? lastAt : null,
    headSeq,
    headId: `${idOf(index)}-p${headSeq}`,
    headIseq: 3,
    lastAt,
    lastAuthorKind: byAgent ? 'agent' : 'visitor',
    preview: byAgent ? pick(answers, random) : pick(questions, random),
  }
}

/** One visitor came from the help. */
const fromHelp = (id: string): Origin | null =>
  id === idOf(4)
    ? {
        kind: 'article',
        address: 'https://northwind.test/orders',
        refersTo: 'a-invoice',
        title: 'Change the address on an invoice',
        text: 'invoice for somebody else',
      }
    : null

/** The public log of a row, ending with its preview. */
export function seededEntries(row: InboxRow): readonly Entry[] {
  const random = seeded(row.headSeq * 31 + row.startedAt)
  const visitor: Author = { kind: 'visitor', id: row.visitor.id, name: row.visitor.name }
  const answering = agentAuthor(row.agentId ?? 'agent-linus')
  const gap = Math.max(20_000, Math.min(minute * 3, (row.lastAt - row.startedAt) / row.headSeq))
  const [address, title] = pick(pages, random)
  return Array.from({ length: row.headSeq }, (_, index): Entry => {
    const seq = index + 1
    const shared = {
      id: `${row.id}-p${seq}`,
      conversationId: row.id,
      seq,
      at: row.lastAt - (row.headSeq - seq) * gap,
      cmid: null,
    }
    if (seq === 1)
      return {
        ...shared,
        author: { kind: 'system', id: null, name: '' },
        via: 'widget',
        kind: 'origin',
        origin: fromHelp(row.id) ?? { kind: 'page', address: `https://northwind.test${address}`, title },
      }
    const last = seq === row.headSeq
    if (seq === row.headSeq - 1 && fromHelp(row.id))
      return {
        ...shared,
        author: answering,
        via: 'console',
        kind: 'message',
        parts: [{ type: 'article', articleId: 'a-refund', title: 'Get your money back' }],
      }
    const byAgent = last ? row.lastAuthorKind === 'agent' : seq > 2 && random() < 0.45
    const said = last ? row.preview : pick<string>(byAgent ? answers : questions, random)
    return {
      ...shared,
      author: byAgent ? answering : visitor,
      via: byAgent ? 'console' : 'widget',
      kind: 'message',
      parts: text(said),
    }
  })
}

const leastBusy: Why = {
  rule: 'least_busy',
  active: 1,
  capacity: 5,
  candidates: 3,
  tieBrokenBy: 'longest_since_last',
}

/** The internal log of a row: how it was queued and handed out, and what colleagues noted. */
export function seededInternal(row: InboxRow): readonly InternalEntry[] {
  const system: Author = { kind: 'system', id: null, name: '' }
  const base = (iseq: number, afterSeq: number) => ({
    id: `${row.id}-i${iseq}`,
    conversationId: row.id,
    iseq,
    afterSeq,
    at: row.startedAt + iseq * 4_000,
    author: system,
    cmid: null,
    teamId: row.teamId,
    inHours: true,
  })
  const queued: InternalEntry = { ...base(1, 2), kind: 'queued', reason: 'started' }
  if (!row.agentId) return [queued]
  return [
    queued,
    { ...base(2, 2), kind: 'offered', agentId: row.agentId, why: leastBusy, until: row.startedAt + 30_000 },
    { ...base(3, 2), kind: 'accepted', agentId: row.agentId },
    { ...base(4, 2), kind: 'assigned', agentId: row.agentId, why: leastBusy },
    ...(row.headSeq > 4
      ? [
          {
            ...base(5, Math.max(3, row.headSeq - 1)),
            at: row.lastAt - 30_000,
            author: agentAuthor('agent-linus'),
            kind: 'note' as const,
            parts: text('They are on the yearly plan and renew next week. Worth a quick answer.'),
          },
        ]
      : []),
  ]
}

export function seededCard(row: InboxRow): VisitorCard {
  const random = seeded(row.startedAt + 3)
  const [address, title] = pick(pages, random)
  const signedIn = row.visitor.email !== null
  return {
    id: row.visitor.id,
    name: row.visitor.name,
    email: row.visitor.email,
    emailVerified: signedIn && random() < 0.6,
    signedIn,
    connected: random() < 0.6,
    attributes: signedIn ? { plan: 'Pro', seats: 14, company: 'Northwind Traders', trial: false } : {},
    events: signedIn
      ? [
          { name: 'project.created', count: 3, lastAt: row.lastAt - 90 * minute },
          { name: 'invoice.viewed', count: 1, lastAt: row.lastAt - 20 * minute },
        ]
      : [],
    firstSeenAt: row.startedAt - 86_400_000 * 40,
    lastSeenAt: row.lastAt,
    page: { address: `https://northwind.test${address}`, title, referrer: 'https://duckduckgo.com/' },
    browser: 'Firefox 145',
    system: 'macOS 15',
    language: 'de-AT',
    timeZone: 'Europe/Vienna',
    otherConversations: Math.floor(random() * 4),
  }
}
