/** Agents as their colleagues see them: role, teams, who is there, what is accepted, how busy. Decides nothing. */
import type { Colleague } from '@docent/protocol'
import type { Storage } from '../storage/database.ts'
import type { Presence } from './presence.ts'

export interface Colleagues {
  /** Null for somebody who does not work on this site, or no longer. */
  one(siteId: string, agentId: string): Colleague | null
  all(siteId: string): readonly Colleague[]
  teams(siteId: string): readonly { readonly id: string; readonly name: string }[]
}

interface Row extends Omit<Colleague, 'connected' | 'accepting' | 'teamIds'> {
  readonly accepting: number
  readonly teamIds: string
}

export function createColleagues({ reader }: Storage, presence: Pick<Presence, 'isConnected'>): Colleagues {
  const rows = (more: string): string =>
    `select a.id, a.name, a.email, m.role, m.accepting, m.active, m.capacity,
       (select json_group_array(t.team_id) from team_members t where t.agent_id = a.id and t.site_id = m.site_id) as teamIds
     from memberships m join agents a on a.id = m.agent_id
     where m.site_id = ? and a.disabled_at is null ${more}`
  const readOne = reader.prepare<[string, string], Row>(rows('and a.id = ?'))
  const readAll = reader.prepare<[string], Row>(rows('order by a.name, a.id'))
  const readTeams = reader.prepare<[string], { id: string; name: string }>(
    'select id, name from teams where site_id = ? order by name, id',
  )

  const colleagueOf =
    (siteId: string) =>
    (row: Row): Colleague => ({
      ...row,
      connected: presence.isConnected(siteId, row.id),
      accepting: row.accepting === 1,
      teamIds: JSON.parse(row.teamIds) as string[],
    })

  return {
    one(siteId, agentId) {
      const row = readOne.get(siteId, agentId)
      return row ? colleagueOf(siteId)(row) : null
    },
    all: (siteId) => readAll.all(siteId).map(colleagueOf(siteId)),
    teams: (siteId) => readTeams.all(siteId),
  }
}
