/** The keys of sites' own servers, from the command line. */
import * as v from 'valibot'
import { operator } from '../../agents/actor.ts'
import { type ApiKeyRow, apiScopes } from '../../sites/api-keys.ts'
import { command, ofSite, say, word } from './command.ts'

export const apiKeyCommands = {
  'key add': command({
    does: "Adds a key by which the site's own server speaks to the relay, and prints it once.",
    usage: `key add --site KEY --name Backend --scope ${apiScopes.join('|')}`,
    input: v.strictObject({
      site: word,
      name: word,
      scope: v.optional(v.pipe(v.array(v.picklist(apiScopes)), v.minLength(1)), [...apiScopes]),
    }),
    run: ofSite(async (services, site, { name, scope }) => {
      const made = await services.apiKeys.add(operator, site, { name, scopes: scope })
      if (!made.ok) return made
      return say(
        `"${name}" may say for "${site.key}": ${scope.join(', ')}. Keep the key on your server, never in a page.`,
        `id: ${made.data.id}`,
        `key: ${made.data.key}`,
        'The key is not shown again.',
      )
    }),
  }),
  'key list': command({
    does: "Lists the keys of a site's own servers, never what they are.",
    usage: 'key list --site KEY',
    input: v.strictObject({ site: word }),
    run: ofSite(async (services, site) => {
      return say(...(await services.apiKeys.list(site.id)).map(keyLine))
    }),
  }),
  'key revoke': command({
    does: 'Revokes such a key: what is sent with it is refused from now on.',
    usage: 'key revoke --site KEY --id ID',
    input: v.strictObject({ site: word, id: word }),
    run: ofSite(async (services, site, { id }) => {
      const revoked = await services.apiKeys.revoke(operator, site, id)
      return revoked.ok ? say(`The key ${id} is revoked.`) : revoked
    }),
  }),
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
