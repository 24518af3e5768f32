/**
 * Where in the Markdown of an article the addresses of its pictures stand, so that a folder of files can name its own files
 * and an article the relay's pictures. Changes nothing else of the text.
 */
import { parse, postprocess, preprocess } from 'micromark'
import { gfmTable } from 'micromark-extension-gfm-table'
import { decodeString } from 'micromark-util-decode-string'
import { mostOfArticle } from './article-text.ts'
import { isTooCostly } from './markup-cost.ts'

export interface PictureAddress {
  /** As it is meant: Markdown's own escapes are undone. */
  readonly address: string
  /** Where it stands, in code units. */
  readonly from: number
  readonly to: number
  /** Whether nothing is written where its alternative text belongs. False where the address stands apart from the picture. */
  readonly bare: boolean
}

/**
 * In the order of the text. Addresses that a picture names by a word (`![alt][word]`) are found where they are defined.
 * @param markdown bounded by `articleLimits.bodyLength`
 */
export function pictureAddresses(markdown: string): readonly PictureAddress[] {
  if (!markdown.includes('![') || isTooCostly(markdown, mostOfArticle)) return []
  const events = postprocess(
    parse({ extensions: [gfmTable()] })
      .document()
      .write(preprocess()(markdown, 'utf8', true)),
  )
  // The parser does not count a byte order mark.
  const shift = markdown.startsWith('\uFEFF') ? 1 : 0
  const textOf = ({ start, end }: Span) => markdown.slice(start.offset + shift, end.offset + shift)
  const placeOf = (span: Span, bare: boolean): PictureAddress => ({
    address: decodeString(textOf(span)),
    from: span.start.offset + shift,
    to: span.end.offset + shift,
    bare,
  })
  const found: PictureAddress[] = []
  const named = new Set<string>()
  const defined: { readonly word: string; readonly place: PictureAddress }[] = []
  /** What is being read: pictures hold texts that hold pictures. */
  const open: { readonly isPicture: boolean; label: string; bare: boolean }[] = []
  let word = ''

  for (const [kind, token] of events) {
    const inside = open.at(-1)
    const { type } = token
    if (type === 'image' || type === 'link')
      if (kind === 'enter') open.push({ isPicture: type === 'image', label: '', bare: true })
      else {
        const closed = open.pop()
        if (closed?.isPicture && closed.label !== '') named.add(closed.label)
      }
    if (kind === 'exit') continue
    if (type === 'labelText' && inside) {
      inside.bare = textOf(token).trim() === ''
      inside.label = nameOf(textOf(token))
    } else if (type === 'referenceString' && inside) inside.label = nameOf(textOf(token))
    else if (type === 'resource' && inside) inside.label = ''
    else if (type === 'resourceDestinationString' && inside?.isPicture)
      found.push(placeOf(token, inside.bare))
    else if (type === 'definitionLabelString') word = nameOf(textOf(token))
    else if (type === 'definitionDestinationString') defined.push({ word, place: placeOf(token, false) })
  }
  for (const { word: name, place } of defined) if (named.has(name)) found.push(place)
  return found.sort((one, other) => one.from - other.from)
}

/** The text with other addresses where `other` has one; null leaves what stands there. */
export function withPictureAddresses(markdown: string, other: (address: string) => string | null): string {
  let made = ''
  let at = 0
  for (const { address, from, to } of pictureAddresses(markdown)) {
    const instead = other(address)
    if (instead === null) continue
    made += markdown.slice(at, from) + instead
    at = to
  }
  return made + markdown.slice(at)
}

interface Span {
  readonly start: { readonly offset: number }
  readonly end: { readonly offset: number }
}

/** Words that name a definition are compared without case and with single spaces. */
const nameOf = (label: string): string => label.replace(/\s+/g, ' ').trim().toLowerCase().toUpperCase()
