/**
 * THE table of what the command line can have done by the relay's services: its words, what it takes, what it does.
 * Runs in the relay when one is running, else in the tool itself; prints nothing, asks nothing.
 */
import { done, failure, type Reply, roles } from '@docent/protocol'
import * as v from 'valibot'
import { operator } from '../agents/actor.ts'
import { exportFlows, importFlows, readFlowFile } from '../flows/flow-files.ts'
import { type ApiKeyRow, apiScopes } from '../sites/api-keys.ts'
import { keyAlgorithms } from '../sites/site-keys.ts'
import type { Site } from '../sites/sites.ts'
import type { CommandServices } from './services.ts'

/** What to print. */
export interface Said {
  readonly lines: readonly string[]
  /** Set where the account existed: the password that came along was not used. */
  readonly passwordKept?: true
}

interface Command<Schema extends v.GenericSchema> {
  /** One line for the list of commands. */
  readonly does: string
  readonly usage: string
  readonly input: Schema
  run(services: CommandServices, input: v.InferOutput<Schema>): Promise<Reply<Said>>
}

const command = <Schema extends v.GenericSchema>(row: Command<Schema>): Command<Schema> => row

const word = v.pipe(v.string(), v.trim(), v.minLength(1))
const say = (...lines: readonly string[]): Reply<Said> => done({ lines })

const noSite = (services: CommandServices, key: string): Reply<never> => {
  const known = services.sites.list().map((site) => site.key)
  const hint = known.length > 0 ? `There are: ${known.join(', ')}.` : 'Add one with "site add".'
  return { ok: false, error: failure('not_found', `There is no site with the key "${key}". ${hint}`) }
}
const noAccount = (email: string): Reply<never> => ({
  ok: false,
  error: failure('not_found', `There is no account with the address ${email}.`),
})

const scriptTag = (services: CommandServices, site: Site): string =>
  `<script async src="${services.url()}/embed.js" data-site="${site.key}"></script>`

export const commands = {
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
    async run({ sites, accounts, ...rest }, { site: key, email, name, password, role, capacity, team }) {
      const site = sites.find(key)
      if (!site) return noSite({ sites, accounts, ...rest }, key)
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
    },
  }),
  'agent list': command({
    does: 'Lists the agents of a site.',
    usage: 'agent list --site KEY',
    input: v.strictObject({ site: word }),
    async run(services, { site: key }) {
      const site = services.sites.find(key)
      if (!site) return noSite(services, key)
      const members = await services.accounts.list(operator, site.id)
      if (!members.ok) return members
      return say(
        ...members.data.map(
          ({ email, name, role, capacity, disabled }) =>
            `${email}  ${name}  ${role}  capacity ${capacity}${disabled ? '  disabled' : ''}`,
        ),
      )
    },
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
  'site add': command({
    does: 'Adds a site with the exact origins that may embed it, and prints its script tag.',
    usage: 'site add --origin https://www.example.com [--origin …]… [--key example] [--name Example]',
    input: v.strictObject({
      origin: v.pipe(v.array(word), v.minLength(1)),
      key: v.optional(word),
      name: v.optional(word),
    }),
    async run(services, { origin, key, name }) {
      const host = URL.parse(origin[0] ?? '')?.hostname.replace(/^www\./, '') ?? ''
      const added = await services.sites.add(operator, {
        key: key ?? keyOf(host),
        name: name ?? host,
        origins: origin,
      })
      if (!added.ok) return added
      await services.accounts.ownNewSite(operator, added.data.id)
      return say(
        `The site "${added.data.key}" may be embedded by ${added.data.origins.join(', ')}. Put this into its pages:`,
        scriptTag(services, added.data),
      )
    },
  }),
  'site list': command({
    does: 'Lists the sites with their origins.',
    usage: 'site list',
    input: v.strictObject({}),
    run: async ({ sites }) =>
      say(...sites.list().map((site) => `${site.key}  ${site.name}  ${site.origins.join(' ')}`)),
  }),
  'site origin add': command({
    does: 'Lets another origin embed a site.',
    usage: 'site origin add --site KEY --origin https://shop.example.com',
    input: v.strictObject({ site: word, origin: word }),
    async run(services, { site, origin }) {
      if (!services.sites.find(site)) return noSite(services, site)
      const added = await services.sites.addOrigin(operator, site, origin)
      return added.ok ? say(`"${site}" may be embedded by ${added.data.origins.join(', ')}.`) : added
    },
  }),
  'site key add': command({
    does: 'Adds a key by which the site vouches for its users, and prints its secret once.',
    usage: `site key add --site KEY [--algorithm ${keyAlgorithms.join('|')}] [--public-key FILE]`,
    input: v.strictObject({
      site: word,
      algorithm: v.optional(v.picklist(keyAlgorithms), 'HS256'),
      'public-key': v.optional(v.string()),
    }),
    async run(services, { site: key, algorithm, 'public-key': publicKey }) {
      const site = services.sites.find(key)
      if (!site) return noSite(services, key)
      const wanted = algorithm === 'HS256' ? { algorithm } : { algorithm, publicKey: publicKey ?? '' }
      const made = await services.keys.add(operator, site, wanted)
      if (!made.ok) return made
      const { kid, secret } = made.data
      const shown =
        secret === null ? [] : [`secret: ${secret}`, 'The secret (base64url of 32 bytes) is not shown again.']
      return say(
        `Sign your users' tokens with ${algorithm}, "kid": "${kid}", "aud": "${site.key}", "sub", and "exp" at most 24 hours ahead.`,
        `kid: ${kid}`,
        ...shown,
      )
    },
  }),
  'site key revoke': command({
    does: 'Revokes a key: tokens signed with it are refused from now on.',
    usage: 'site key revoke --site KEY --kid KID',
    input: v.strictObject({ site: word, kid: word }),
    async run(services, { site: key, kid }) {
      const site = services.sites.find(key)
      if (!site) return noSite(services, key)
      const revoked = await services.keys.revoke(operator, site, kid)
      return revoked.ok ? say(`The key ${kid} is revoked.`) : revoked
    },
  }),
  'flows import': command({
    does: 'Brings tours, checklists, hints and banners of a file into a site, and publishes them.',
    usage: 'flows import --site KEY --file flows.json',
    input: v.strictObject({ site: word, file: word }),
    async run(services, { site: key, file }) {
      const site = services.sites.find(key)
      if (!site) return noSite(services, key)
      const read = readFlowFile(file)
      if (!read.ok) return read
      const imported = await importFlows(services.flows, { ...operator, siteId: site.id }, read.data)
      if (!imported.ok) return imported
      return say(...imported.data.map(({ name, version }) => `"${name}" is live as version ${version}.`))
    },
  }),
  'flows export': command({
    does: 'Prints the flows of a site as such a file.',
    usage: 'flows export --site KEY > flows.json',
    input: v.strictObject({ site: word }),
    async run(services, { site: key }) {
      const site = services.sites.find(key)
      if (!site) return noSite(services, key)
      const text = await exportFlows(services.flows, { ...operator, siteId: site.id })
      return text.ok ? say(text.data.trimEnd()) : text
    },
  }),
  'key add': command({
    does: "Adds a key by which the site's own server speaks to the relay, and prints it once.",
    usage: `key add --site KEY --name Backend --scope ${apiScopes.join('|')}`,
    input: v.strictObject({
      site: word,
      name: word,
      scope: v.optional(v.pipe(v.array(v.picklist(apiScopes)), v.minLength(1)), [...apiScopes]),
    }),
    async run(services, { site: key, name, scope }) {
      const site = services.sites.find(key)
      if (!site) return noSite(services, key)
      const made = await services.apiKeys.add(operator, site, { name, scopes: scope })
      if (!made.ok) return made
      return say(
        `"${name}" may say for "${site.key}": ${scope.join(', ')}. Keep the key on your server, never in a page.`,
        `id: ${made.data.id}`,
        `key: ${made.data.key}`,
        'The key is not shown again.',
      )
    },
  }),
  'key list': command({
    does: "Lists the keys of a site's own servers, never what they are.",
    usage: 'key list --site KEY',
    input: v.strictObject({ site: word }),
    async run(services, { site: key }) {
      const site = services.sites.find(key)
      if (!site) return noSite(services, key)
      return say(...(await services.apiKeys.list(site.id)).map(keyLine))
    },
  }),
  'key revoke': command({
    does: 'Revokes such a key: what is sent with it is refused from now on.',
    usage: 'key revoke --site KEY --id ID',
    input: v.strictObject({ site: word, id: word }),
    async run(services, { site: key, id }) {
      const site = services.sites.find(key)
      if (!site) return noSite(services, key)
      const revoked = await services.apiKeys.revoke(operator, site, id)
      return revoked.ok ? say(`The key ${id} is revoked.`) : revoked
    },
  }),
}

export type CommandName = keyof typeof commands

export const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)

/** Parses what came in, from the same machine or not, then runs the command. */
export async function runCommand(
  services: CommandServices,
  name: string,
  input: unknown,
): Promise<Reply<Said>> {
  if (!isCommand(name)) return { ok: false, error: failure('not_found', `There is no command "${name}".`) }
  const row: Command<v.GenericSchema> = commands[name]
  const parsed = v.safeParse(row.input, input)
  if (parsed.success) return row.run(services, parsed.output)
  const path = v.getDotPath(parsed.issues[0]) ?? ''
  const message = `${path === '' ? 'The input' : `--${path}`} does not fit: ${parsed.issues[0].message}. Usage: ${row.usage}`
  return { ok: false, error: failure('bad_request', message, { path }) }
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

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

const keyLine = ({ id, name, scopes, createdAt, revokedAt, lastUsedAt }: ApiKeyRow): string =>
  [
    id,
    name,
    scopes.join(' '),
    `made ${dayOf(createdAt)}`,
    lastUsedAt === null ? 'never used' : `used ${dayOf(lastUsedAt)}`,
    ...(revokedAt === null ? [] : [`revoked ${dayOf(revokedAt)}`]),
  ].join('  ')

/** `shop.example.com` becomes `shop-example-com`. */
const keyOf = (host: string): string =>
  host
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
