/** Owners and agents from the command line: who works where, and who may sign in. */
import { done, failure, type Reply, roles } from '@docent/protocol'
import * as v from 'valibot'
import { operator } from '../../agents/actor.ts'
import type { CommandServices } from '../services.ts'
import { command, ofSite, type Said, say, word } from './command.ts'

const noAccount = (email: string): Reply<never> => ({
  ok: false,
  error: failure('not_found', `There is no account with the address ${email}.`),
})

export const agentCommands = {
  'owner add': command({
    does: 'Adds an owner: of every site that there is, and of those added later.',
    usage: 'owner add --email you@example.com --name "Your Name" [--password …]',
    input: v.strictObject({ email: word, name: word, password: word }),
    async run({ sites, accounts }, { email, name, password }) {
      const added = await accounts.add(operator, { email, name, password })
      if (!added.ok) return added
      const siteIds = sites.list().map(({ id }) => id)
      const owned = await accounts.makeInstallationOwner(operator, added.data.agentId, siteIds)
      if (!owned.ok) return owned
      const next = siteIds.length === 0 ? ['Next: site add --origin https://www.example.com'] : []
      return say(`${email} is an owner now.`, ...next)
    },
  }),
  'agent add': command({
    does: 'Adds an agent to a site; an account that exists joins the site.',
    usage: `agent add --site KEY --email ada@example.com --name Ada [--role ${roles.join('|')}] [--team NAME]… [--capacity 5] [--password …]`,
    input: v.strictObject({
      site: word,
      email: word,
      name: word,
      password: word,
      role: v.optional(v.picklist(roles), 'agent'),
      capacity: v.optional(v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(0), v.maxValue(1_000))),
      team: v.optional(v.array(word), []),
    }),
    run: ofSite(async ({ accounts }, site, { email, name, password, role, capacity, team }) => {
      const known = await accounts.findByEmail(email)
      const added = known
        ? done({ agentId: known.id })
        : await accounts.add(operator, { email, name, password })
      if (!added.ok) return added
      const { agentId } = added.data
      const joined = await accounts.join(operator, {
        siteId: site.id,
        agentId,
        role,
        ...(capacity !== undefined && { capacity }),
      })
      if (!joined.ok) return joined
      const teamIds: string[] = []
      for (const teamName of team) {
        const made = await accounts.ensureTeam(operator, site.id, teamName)
        if (!made.ok) return made
        teamIds.push(made.data.teamId)
      }
      if (team.length > 0) {
        const set = await accounts.setTeams(operator, site.id, agentId, teamIds)
        if (!set.ok) return set
      }
      const line = `${email} works on "${site.key}" as ${role} now.`
      if (!known) return say(line)
      return done({
        lines: [line, 'The account existed: its name and password stay as they are.'],
        passwordKept: true,
      })
    }),
  }),
  'agent list': command({
    does: 'Lists the agents of a site.',
    usage: 'agent list --site KEY',
    input: v.strictObject({ site: word }),
    run: ofSite(async (services, site) => {
      const members = await services.accounts.list(operator, site.id)
      if (!members.ok) return members
      return say(
        ...members.data.map(
          ({ email, name, role, capacity, disabled }) =>
            `${email}  ${name}  ${role}  capacity ${capacity}${disabled ? '  disabled' : ''}`,
        ),
      )
    }),
  }),
  'agent password': command({
    does: 'Sets a new password, and ends all sessions of the account.',
    usage: 'agent password --email ada@example.com [--password …]',
    input: v.strictObject({ email: word, password: word }),
    async run({ accounts }, { email, password }) {
      const account = await accounts.findByEmail(email)
      if (!account) return noAccount(email)
      const set = await accounts.setPassword(operator, account.id, password)
      return set.ok ? say(`${email} has a new password, and is signed out everywhere.`) : set
    },
  }),
  'agent disable': command({
    does: 'Disables an account: it is signed out everywhere and cannot sign in.',
    usage: 'agent disable --email ada@example.com',
    input: v.strictObject({ email: word }),
    run: (services, { email }) => setDisabled(services, email, true),
  }),
  'agent enable': command({
    does: 'Enables an account again.',
    usage: 'agent enable --email ada@example.com',
    input: v.strictObject({ email: word }),
    run: (services, { email }) => setDisabled(services, email, false),
  }),
}

async function setDisabled(
  { accounts }: CommandServices,
  email: string,
  disabled: boolean,
): Promise<Reply<Said>> {
  const account = await accounts.findByEmail(email)
  if (!account) return noAccount(email)
  const set = await accounts.setDisabled(operator, account.id, disabled)
  if (!set.ok) return set
  return say(
    disabled ? `${email} is signed out everywhere and cannot sign in.` : `${email} can sign in again.`,
  )
}
