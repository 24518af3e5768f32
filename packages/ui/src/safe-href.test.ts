/**
 * The relay judges each address with `safeHref` of the protocol, the reader with one of its own, which brings no Markdown
 * parser into a visitor's page. Two texts of one rule: here they are held equal.
 */
import { safeHref as ofRelay } from '@docent/protocol/text'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeHref } from './safe-href.ts'

const schemes = [
  'https://',
  'http://',
  'HTTPS://',
  'mailto:',
  'tel:',
  'javascript:',
  'JaVaScRiPt:',
  'data:text/html,',
  'vbscript:',
  'blob:https://',
  'file:///',
  'view-source:https://',
  '//',
  '/',
  '',
] as const

/** What browsers drop, what only looks as if they did, and what parsers read in different ways. */
const disguises = [
  '\u0000',
  '\u0001',
  '\t',
  '\n',
  '\r',
  '\u001f',
  ' ',
  '\u007f',
  '\u0085',
  '\u009f',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u200d',
  '\u200f',
  '\u2027',
  '\u2028',
  '\u202e',
  '\u202f',
  '\u2060',
  '\ufeff',
  '\uff1a',
  '\\',
  '%0a',
  '&#58;',
  ':',
  '@',
] as const

const nasty = schemes.flatMap((scheme) => [
  `${scheme}docent.example/a?b=c#d`,
  ...disguises.flatMap((disguise) => [
    `${disguise}${scheme}docent.example`,
    `${scheme}${disguise}docent.example`,
    [...scheme].join(disguise) + disguise,
    scheme.replace(':', `${disguise}:`),
    `javascript:alert(1)//${disguise}${scheme}`,
  ]),
])

const address = fc
  .array(
    fc.oneof(fc.constantFrom(...schemes), fc.constantFrom(...disguises), fc.string({ unit: 'binary' })),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(''))

describe('[TXT3] the address of a link, to the relay and to its reader', () => {
  it('is the same in each of its disguises', () => {
    for (const href of nasty) expect([href, safeHref(href)]).toEqual([href, ofRelay(href)])
    expect(nasty.filter((href) => safeHref(href) === null).length).toBeGreaterThan(100)
    expect(nasty.filter((href) => safeHref(href) !== null).length).toBeGreaterThan(100)
  })

  it('is the same whatever it is made of, and what is let through says the same again', () => {
    fc.assert(
      fc.property(address, (href) => {
        const judged = safeHref(href)
        expect(judged).toBe(ofRelay(href))
        if (judged !== null) expect(ofRelay(judged)).toBe(judged)
      }),
      { numRuns: 2_000 },
    )
  })
})
