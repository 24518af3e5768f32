import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { base64url, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import type { SiteKeyMaterial } from './site-keys.ts'
import type { Site } from './sites.ts'
import { createUserTokens } from './user-tokens.ts'

const now = 1_700_000_000_000
const seconds = now / 1_000
const site: Site = { id: 's', key: 'shop', name: 'Shop', origins: [], demo: false, desk: false }
const secret = randomBytes(32)
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed = generateKeyPairSync('ed25519')

const hs: SiteKeyMaterial = { kid: 'hs', algorithm: 'HS256', key: secret }
const es: SiteKeyMaterial = { kid: 'es', algorithm: 'ES256', key: ec.publicKey }
const eddsa: SiteKeyMaterial = { kid: 'ed', algorithm: 'EdDSA', key: ed.publicKey }

const verify = (jwt: string, keys: readonly SiteKeyMaterial[] = [hs]) =>
  createUserTokens({
    keys: { inForce: () => keys },
    clock: { now: () => now, monotonic: () => 0 },
  }).verify(site, jwt)

interface Token {
  readonly alg?: string
  readonly header?: object
  readonly claims?: Record<string, unknown>
  readonly key?: Uint8Array | KeyObject
}
const good = { sub: 'user-1', aud: 'shop', exp: seconds + 3_600 }
const sign = ({ alg = 'HS256', header = {}, claims = {}, key = secret }: Token = {}) =>
  new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg, ...header }).sign(key)
const raw = (header: object, claims: object, signature = '') =>
  `${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(claims))}.${signature}`

const refused = { ok: false, error: { code: 'unauthenticated' } }

describe('tokens that hold', () => {
  it('[IDN2] takes a token of the site’s secret, without kid while there is one key', async () => {
    const jwt = await sign({ claims: { name: 'Ada', email: 'ada@example.com' } })
    expect(await verify(jwt)).toEqual({
      ok: true,
      data: {
        subject: 'user-1',
        expiresAt: (seconds + 3_600) * 1_000,
        profile: { name: 'Ada', email: 'ada@example.com' },
      },
    })
  })

  it('[IDN2] picks the key by kid, so that keys can rotate', async () => {
    const keys = [hs, es, eddsa]
    expect(
      await verify(await sign({ alg: 'ES256', header: { kid: 'es' }, key: ec.privateKey }), keys),
    ).toMatchObject({ ok: true })
    expect(
      await verify(await sign({ alg: 'EdDSA', header: { kid: 'ed' }, key: ed.privateKey }), keys),
    ).toMatchObject({ ok: true })
    expect(await verify(await sign({ header: { kid: 'hs' } }), keys)).toMatchObject({ ok: true })
    expect(await verify(await sign(), keys)).toMatchObject(refused)
  })

  it('[IDN2] lets two servers’ clocks differ by half a minute', async () => {
    expect(await verify(await sign({ claims: { exp: seconds - 20, nbf: seconds + 20 } }))).toMatchObject({
      ok: true,
    })
  })

  it('takes names and addresses only as texts of a size that can be shown', async () => {
    const jwt = await sign({ claims: { name: { evil: true }, email: 'x'.repeat(300) } })
    const reply = await verify(jwt)
    expect(reply.ok && reply.data.profile).toBeUndefined()
  })
})

describe('attacks', () => {
  it.each(['none', 'None', 'NONE', 'nOnE', ''])('[IDN2] refuses the algorithm "%s"', async (alg) => {
    expect(await verify(raw({ alg }, good))).toMatchObject(refused)
    expect(await verify(raw({ alg, kid: 'hs' }, good, 'AAAA'))).toMatchObject(refused)
  })

  it('[IDN2] refuses HS256 with the public key as its secret', async () => {
    const pem = Buffer.from(ec.publicKey.export({ type: 'spki', format: 'pem' }))
    expect(await verify(await sign({ header: { kid: 'es' }, key: pem }), [es])).toMatchObject(refused)
    expect(await verify(await sign({ key: pem }), [es])).toMatchObject(refused)
  })

  it('[IDN2] refuses other algorithms of the same secret', async () => {
    expect(await verify(await sign({ alg: 'HS512', key: randomBytes(64) }))).toMatchObject(refused)
  })

  it('[IDN2] refuses an empty and a foreign secret', async () => {
    expect(await verify(await sign({ key: randomBytes(32) }))).toMatchObject(refused)
    expect(await verify(raw({ alg: 'HS256' }, good))).toMatchObject(refused)
  })

  it.each([
    ['an expired token', { exp: seconds - 60 }],
    ['a token without exp', { exp: undefined }],
    ['exp as a text', { exp: String(seconds + 60) }],
    ['ten years of life', { exp: seconds + 10 * 365 * 86_400 }],
    ['exp beyond a day', { exp: seconds + 86_400 + 60 }],
    ['another site’s aud', { aud: 'other' }],
    ['no aud', { aud: undefined }],
    ['several sites at once', { aud: ['shop', 'other'] }],
    ['no sub', { sub: undefined }],
    ['an empty sub', { sub: '' }],
    ['a sub that is no text', { sub: 7 }],
    ['a sub of 201 characters', { sub: 'x'.repeat(201) }],
    ['a token of the future', { nbf: seconds + 600 }],
  ])('[IDN2] refuses %s', async (_what, claims) => {
    expect(await verify(await sign({ claims }))).toMatchObject(refused)
  })

  it.each(['../../../etc/passwd', "' or 1=1 --", '', 'HS', 7, null, ['hs'], { hs: 1 }])(
    '[IDN2] refuses the kid %j',
    async (kid) => {
      expect(await verify(await sign({ header: { kid } }))).toMatchObject(refused)
    },
  )

  it.each(['jku', 'jwk', 'x5u', 'x5c'])(
    '[IDN2] refuses a token that brings its key along by %s',
    async (name) => {
      expect(await verify(await sign({ header: { [name]: 'https://evil.example/keys' } }))).toMatchObject(
        refused,
      )
    },
  )

  it.each([
    '',
    '.',
    '..',
    'a.b.c',
    'not a token',
    `${'a'.repeat(5_000)}.b.c`,
    '{}',
    'e30.e30.',
    '\u0000.\u0000.\u0000',
  ])('[IDN2] refuses what is no token: %j', async (jwt) => {
    expect(await verify(jwt)).toMatchObject(refused)
  })

  it('[IDN2] refuses everything at a site without keys', async () => {
    expect(await verify(await sign(), [])).toMatchObject(refused)
  })
})
