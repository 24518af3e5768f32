/** Fields that visitors' and agents' commands share. */
import * as v from 'valibot'
import { Uuid } from '../ids.ts'
import { limits } from '../limits.ts'

/** Rejects halves of surrogate pairs: SQLite and JSON would store them, and no other program could read them back. */
const wellFormed = v.check<string, string>((text) => text.isWellFormed(), 'holds half of a character')

export const text = (length: number) => v.pipe(v.string(), v.maxLength(length), wellFormed)

export const Seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

export const CursorField = v.strictObject({ seq: Seq, id: v.nullable(Uuid) })

/** What a person may put into a message. The relay adds what it derives (a text's nodes). */
const WrittenPart = v.variant('type', [
  v.strictObject({
    type: v.literal('text'),
    text: v.pipe(
      text(limits.textLength),
      v.check((value) => value.trim() !== '', 'is empty'),
    ),
  }),
])
export const WrittenParts = v.pipe(v.array(WrittenPart), v.minLength(1), v.maxLength(limits.partsPerMessage))
export type WrittenPart = v.InferOutput<typeof WrittenPart>

const name = v.pipe(text(limits.nameLength), v.trim())
export const Email = v.pipe(text(limits.emailLength), v.trim(), v.email())

export const AttributeValue = v.union([
  text(limits.attributeText),
  v.pipe(v.number(), v.finite()),
  v.boolean(),
  v.null(),
])

/** Keys that mean something to JavaScript itself are never a site's. */
const AttributeKey = v.pipe(
  text(limits.attributeKey),
  v.minLength(1),
  v.check(
    (key) => !['__proto__', 'constructor', 'prototype'].includes(key),
    'is not a name that an attribute can have',
  ),
)
export const Attributes = v.pipe(
  v.record(AttributeKey, AttributeValue),
  v.check(
    (all) => Object.keys(all).length <= limits.attributes,
    `holds more than ${limits.attributes} attributes`,
  ),
)

/** What a site or a visitor says of the visitor. None of it proves anything [IDN3]. */
export const Profile = v.strictObject({
  name: v.optional(name),
  email: v.optional(v.union([Email, v.literal('')])),
  attributes: v.optional(Attributes),
})
export type Profile = v.InferOutput<typeof Profile>

/** The page that a visitor is on, as its agent may see it. */
export const Page = v.strictObject({
  address: text(limits.addressLength),
  title: text(limits.titleLength),
  referrer: v.optional(text(limits.addressLength)),
})
export type Page = v.InferOutput<typeof Page>

export const OriginField = v.strictObject({
  kind: v.picklist(['page', 'campaign', 'article', 'tour']),
  address: v.optional(text(limits.addressLength)),
  title: v.optional(text(limits.titleLength)),
  refersTo: v.optional(text(100)),
  text: v.optional(text(1_000)),
})
