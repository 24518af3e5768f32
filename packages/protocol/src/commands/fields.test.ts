import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { Attributes, OriginField, Page, Profile, WrittenParts } from './fields.ts'

const halves = ['\ud83d', '\ude00', 'a\ud83db', '\ude00\ud83d']

/** Every place of a command in which somebody's text can stand. */
const places: readonly (readonly [
  name: string,
  schema: v.GenericSchema,
  holding: (text: string) => unknown,
])[] = [
  ['the text of a message', WrittenParts, (text) => [{ type: 'text', text }]],
  ['the name of a visitor', Profile, (name) => ({ name })],
  ['the key of an attribute', Attributes, (key) => ({ [key]: 1 })],
  ['the value of an attribute', Attributes, (plan) => ({ plan })],
  ['the address of a page', Page, (address) => ({ address, title: '' })],
  ['the title of a page', Page, (title) => ({ address: '', title })],
  ['the origin of a conversation', OriginField, (text) => ({ kind: 'page', text })],
]

describe.each(places)('%s', (_name, schema, holding) => {
  it('[TXT5] is refused with half of a surrogate pair, and taken with a whole one', () => {
    for (const half of halves) expect(v.safeParse(schema, holding(half)).success, half).toBe(false)
    expect(v.safeParse(schema, holding('\ud83d\ude00')).success).toBe(true)
  })
})
