import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { Slug } from './commands/article-fields.ts'
import { numbered, slugOf } from './slug.ts'

it.each([
  ['Kuidas tühistada tellimus?', 'kuidas-tuhistada-tellimus'],
  ['Łódź & Straße', 'lodz-strasse'],
  ['Как отменить заказ?', 'как-отменить-заказ'],
  ['Ёж и йогурт', 'ёж-и-йогурт'],
  ['返品', '返品'],
  ['  …!  ', 'article'],
  ['İstanbul IĞDIR', 'istanbul-igdir'],
])('makes an address of a title: %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug)
})

it('makes a whole slug of whatever somebody calls an article', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.integer({ min: 2, max: 99_999 }),
      (title, at) => {
        const slug = slugOf(title)
        expect(v.safeParse(Slug, slug).issues).toBeUndefined()
        expect(v.safeParse(Slug, numbered(slug, at)).issues).toBeUndefined()
      },
    ),
    { numRuns: 500 },
  )
})
