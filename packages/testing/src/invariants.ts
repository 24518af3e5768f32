/**
 * Checks what must hold after any fault (I1–I6), from the participants' journals and views and from the database,
 * which is opened read-only. Each violation is a sentence; none is a good end.
 */
import { join } from 'node:path'
import BetterSqlite3, { type Database } from 'better-sqlite3'
import type { Participant, Seen } from './journal.ts'

export interface Evidence {
  readonly database: Database
  readonly participants: readonly Participant[]
}

/** The relay's database, for reading; the relay may be running or gone. */
export const openEvidence = (dataDir: string): Database =>
  new BetterSqlite3(join(dataDir, 'docent.db'), { readonly: true, timeout: 5_000 })

interface StoredRow {
  readonly conversation_id: string
  readonly seq: number
  readonly id: string
  readonly cmid: string | null
}

/** Everything that is wrong, over all invariants; the list is cut where it would only repeat itself. */
export function violations(evidence: Evidence): readonly string[] {
  const all = [
    ...acknowledgedButNotStored(evidence),
    ...shownTwice(evidence),
    ...viewsThatDiffer(evidence),
    ...gapsInLogs(evidence),
    ...brokenAssignments(evidence),
    ...seenByStrangers(evidence),
  ]
  return all.length > 20 ? [...all.slice(0, 20), `and ${all.length - 20} more`] : all
}

/** I1: every acknowledged command is stored, once, where its ack says. */
export function acknowledgedButNotStored({ database, participants }: Evidence): readonly string[] {
  const stored = new Map<string, StoredRow[]>()
  // Read once: there is no index over command ids alone, and a fault leaves thousands of acks.
  for (const row of database
    .prepare<[], StoredRow>(`select c.id as conversation_id, e.seq, e.id, e.cmid
       from entries e join conversations c on c.row_id = e.conversation_row_id where e.cmid is not null`)
    .all())
    stored.set(row.cmid ?? '', [...(stored.get(row.cmid ?? '') ?? []), row])
  return participants.flatMap(({ name, journal }) =>
    journal().flatMap((line) => {
      if (line.kind !== 'acked') return []
      const rows = stored.get(line.cmid) ?? []
      const [row] = rows
      if (row === undefined) return [`I1: ${name} has the ack of ${line.cmid}, which is not stored`]
      if (rows.length > 1) return [`I1: ${line.cmid} is stored ${rows.length} times`]
      return row.seq === line.seq && row.id === line.id && row.conversation_id === line.conversationId
        ? []
        : [`I1: ${name} was told ${line.seq} for ${line.cmid}, which stands at ${row.seq}`]
    }),
  )
}

/** I2: no command and no entry stands twice in any view, nor in the database. */
export function shownTwice({ database, participants }: Evidence): readonly string[] {
  const stored = database
    .prepare<[], { cmid: string; times: number }>(
      'select cmid, count(*) as times from entries where cmid is not null group by site_id, cmid having times > 1',
    )
    .all()
    .map(({ cmid, times }) => `I2: ${cmid} is stored ${times} times`)
  const shown = participants.flatMap(({ name, views }) =>
    [...views()].flatMap(([conversation, view]) =>
      [...repeated(view.map(({ id }) => id)), ...repeated(view.flatMap(({ cmid }) => cmid ?? []))].map(
        (id) => `I2: ${name} sees ${id} twice in ${conversation}`,
      ),
    ),
  )
  return [...stored, ...shown]
}

function repeated(list: readonly string[]): readonly string[] {
  const known = new Set<string>()
  return list.filter((value) => known.size === known.add(value).size)
}

/** I3: every view is the database's list, or the end of it where history was not loaded. */
export function viewsThatDiffer({ database, participants }: Evidence): readonly string[] {
  const log = database.prepare<[string, number], StoredRow>(
    `select c.id as conversation_id, e.seq, e.id, e.cmid
     from conversations c join entries e on e.conversation_row_id = c.row_id
     where c.id = ? and e.seq >= ? order by e.seq`,
  )
  const list = (entries: readonly Pick<Seen, 'seq' | 'id'>[]) =>
    entries.map(({ seq, id }) => `${seq}:${id}`).join(' ')
  return participants.flatMap(({ name, views }) =>
    [...views()].flatMap(([conversation, view]) => {
      const stored = log.all(conversation, view[0]?.seq ?? 1)
      return list(stored) === list(view)
        ? []
        : [
            `I3: ${name} sees ${view.length} entries of ${conversation} up to ${view.at(-1)?.seq ?? 0}, ` +
              `${stored.length} up to ${stored.at(-1)?.seq ?? 0} are stored`,
          ]
    }),
  )
}

/** I4: both logs of every conversation count from 1 without a gap, up to the heads that the conversation names. */
export function gapsInLogs({ database }: Evidence): readonly string[] {
  const heads = database
    .prepare<
      [],
      { id: string; last: number; last_id: string | null; count: number; most: number; end: string | null }
    >(
      `select c.id, c.last_seq as last, c.last_entry_id as last_id,
         (select count(*) from entries e where e.conversation_row_id = c.row_id) as count,
         (select coalesce(max(seq), 0) from entries e where e.conversation_row_id = c.row_id) as most,
         (select e.id from entries e where e.conversation_row_id = c.row_id order by seq desc limit 1) as "end"
       from conversations c`,
    )
    .all()
    .filter(({ last, last_id, count, most, end }) => count !== most || last !== most || last_id !== end)
    .map(({ id, last, count, most }) => `I4: ${id} has ${count} entries up to ${most} and says ${last}`)
  const internal = database
    .prepare<[], { id: string; last: number; count: number; most: number }>(
      `select c.id, c.last_iseq as last, count(i.iseq) as count, coalesce(max(i.iseq), 0) as most
       from conversations c left join internal_entries i on i.conversation_row_id = c.row_id group by c.id`,
    )
    .all()
    .filter(({ last, count, most }) => count !== most || last !== most)
    .map(
      ({ id, last, count, most }) => `I4: ${id} has ${count} internal entries up to ${most} and says ${last}`,
    )
  return [...heads, ...internal]
}

/** I5: one owner, no agent above capacity (but for a supervisor's hand), and counters that say what the rows say. */
export function brokenAssignments({ database }: Evidence): readonly string[] {
  const owners = database
    .prepare<[], { id: string; owners: number }>(
      `select conversation_id as id, count(*) as owners from assignments where ended_at is null
       group by conversation_id having owners > 1`,
    )
    .all()
    .map(({ id, owners }) => `I5: ${id} has ${owners} open assignments`)
  const repeatedOwner = database
    .prepare<[], { id: string }>(
      `select c.id from conversations c left join assignments a on a.conversation_id = c.id and a.ended_at is null
       where c.status = 'open' and coalesce(c.agent_id, '') <> coalesce(a.agent_id, '')`,
    )
    .all()
    .map(({ id }) => `I5: ${id} names another agent than its assignment`)
  const counters = database
    .prepare<
      [],
      { agent: string; role: string; active: number; capacity: number; held: number; byHand: number }
    >(
      `select m.agent_id as agent, m.role, m.active, m.capacity,
         (select count(*) from assignments a where a.site_id = m.site_id and a.agent_id = m.agent_id
            and a.ended_at is null and a.holds_slot = 1)
         + (select count(*) from offers o where o.site_id = m.site_id and o.agent_id = m.agent_id
            and o.ended_at is null) as held,
         (select count(*) from assignments a where a.site_id = m.site_id and a.agent_id = m.agent_id
            and a.ended_at is null and a.holds_slot = 1
            and json_extract(a.why, '$.rule') in ('taken', 'replied', 'transferred')) as byHand
       from memberships m`,
    )
    .all()
    .flatMap(({ agent, role, active, capacity, held, byHand }) => [
      ...(active === held ? [] : [`I5: ${agent} counts ${active} conversations and holds ${held}`]),
      // A supervisor's own hand may exceed it; what the relay gives, and what an agent takes, may not.
      ...(active - (role === 'agent' ? 0 : byHand) <= capacity
        ? []
        : [`I5: ${agent} has ${active} of ${capacity} conversations`]),
    ])
  return [...owners, ...repeatedOwner, ...counters]
}

/** I6: a visitor was never sent an entry of another visitor's conversation. */
export function seenByStrangers({ database, participants }: Evidence): readonly string[] {
  const ownerOf = database
    .prepare<[string], string>('select visitor_id from conversations where id = ?')
    .pluck()
  const visitorOfPerson = new Map<string, string>()
  const personOfVisitor = new Map<string, string>()
  const wrong: string[] = []
  for (const { name, person, journal, views } of participants) {
    if (person === null) continue
    const seen = new Set([
      ...journal().flatMap((line) => (line.kind === 'received' ? [line.conversationId] : [])),
      ...views().keys(),
    ])
    for (const conversation of seen) {
      const visitor = ownerOf.get(conversation)
      if (visitor === undefined) continue
      if ((visitorOfPerson.get(person) ?? visitor) !== visitor)
        wrong.push(`I6: ${name} was sent ${conversation}, which is another visitor's`)
      if ((personOfVisitor.get(visitor) ?? person) !== person)
        wrong.push(`I6: ${name} was sent ${conversation}, which is ${personOfVisitor.get(visitor)}'s`)
      visitorOfPerson.set(person, visitorOfPerson.get(person) ?? visitor)
      personOfVisitor.set(visitor, personOfVisitor.get(visitor) ?? person)
    }
  }
  return wrong
}
