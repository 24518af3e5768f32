/** Sites from the command line: their origins, and the keys by which they vouch for their users. */
import { failure } from '@docent/protocol'
import * as v from 'valibot'
import { operator } from '../../agents/actor.ts'
import { isLoopback } from '../../http/own-address.ts'
import { keyAlgorithms } from '../../sites/site-keys.ts'
import type { Site } from '../../sites/sites.ts'
import type { CommandServices } from '../services.ts'
import { command, ofSite, say, word } from './command.ts'

const scriptTag = (services: CommandServices, site: Site): string =>
  `<script async src="${services.url()}/embed.js" data-site="${site.key}"></script>`

/** A tag that names this machine is of no use to visitors elsewhere. */
const unreachable = (services: CommandServices, site: Site): readonly string[] => {
  const isHere = (address: string) => isLoopback(URL.parse(address)?.hostname ?? '')
  return isHere(services.url()) && !site.origins.every(isHere)
    ? [
        'The address in it is reached from this machine only. Start the relay with PUBLIC_URL set to the one that browsers reach, such as https://chat.example.com, and have that in the tag.',
      ]
    : []
}

export const siteCommands = {
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
      if (!added.ok && added.error.code === 'conflict')
        return {
          ok: false,
          error: failure(
            'conflict',
            `${added.error.message} To let it be embedded elsewhere too: site origin add. For a site beside it: --key.`,
          ),
        }
      if (!added.ok) return added
      await services.accounts.ownNewSite(operator, added.data.id)
      return say(
        `The site "${added.data.key}" may be embedded by ${added.data.origins.join(', ')}. Put this into its pages:`,
        scriptTag(services, added.data),
        ...unreachable(services, added.data),
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
    run: ofSite(async ({ sites }, { key }, { origin }) => {
      const added = await sites.addOrigin(operator, key, origin)
      return added.ok ? say(`"${key}" may be embedded by ${added.data.origins.join(', ')}.`) : added
    }),
  }),
  'site key add': command({
    does: 'Adds a key by which the site vouches for its users, and prints its secret once.',
    usage: `site key add --site KEY [--algorithm ${keyAlgorithms.join('|')}] [--public-key FILE]`,
    input: v.strictObject({
      site: word,
      algorithm: v.optional(v.picklist(keyAlgorithms), 'HS256'),
      'public-key': v.optional(v.string()),
    }),
    run: ofSite(async (services, site, { algorithm, 'public-key': publicKey }) => {
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
    }),
  }),
  'site key revoke': command({
    does: 'Revokes a key: tokens signed with it are refused from now on.',
    usage: 'site key revoke --site KEY --kid KID',
    input: v.strictObject({ site: word, kid: word }),
    run: ofSite(async (services, site, { kid }) => {
      const revoked = await services.keys.revoke(operator, site, kid)
      return revoked.ok ? say(`The key ${kid} is revoked.`) : revoked
    }),
  }),
}

/** `shop.example.com` becomes `shop-example-com`. */
const keyOf = (host: string): string =>
  host
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
