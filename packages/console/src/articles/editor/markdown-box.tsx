/** Holds the field of an article's text for as long as it is on screen, and keeps it in step with the draft. */
import { effect } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useDesk } from '../../desk/desk-context.tsx'
import { createMarkdownField, type MarkdownField } from './code-mirror.ts'
import type { DraftSheet } from './draft-sheet.ts'

export function MarkdownBox(props: {
  words: DraftSheet['words']
  locale: string
  readOnly: boolean
  marks: readonly string[]
  keys: Readonly<Record<string, () => void>>
  onChange: (text: string) => void
  onPictures: (files: readonly File[]) => void
  onField: (field: MarkdownField | null) => void
}): VNode {
  const { say } = useDesk().words
  const host = useRef<HTMLDivElement>(null)
  const field = useRef<MarkdownField | null>(null)
  const latest = useRef(props)
  latest.current = props
  const { words } = props

  useLayoutEffect(() => {
    if (!host.current) return
    const { locale, keys } = latest.current
    const made = createMarkdownField({
      host: host.current,
      text: words.peek().body,
      readOnly: latest.current.readOnly,
      label: say('article.body'),
      description: say('article.bodyKeys'),
      empty: say('article.bodyEmpty'),
      language: locale,
      phrases: phrasesOf(say),
      keys: Object.fromEntries(Object.keys(keys).map((key) => [key, () => latest.current.keys[key]?.()])),
      onChange: (text) => latest.current.onChange(text),
      onPictures: (files) => latest.current.onPictures(files),
    })
    field.current = made
    latest.current.onField(made)
    // At once, not with the next drawing: until then more may have been typed, which would be lost.
    const stop = effect(() => made.setText(words.value.body))
    return () => {
      stop()
      latest.current.onField(null)
      field.current = null
      made.close()
    }
  }, [words, props.locale, say])
  useEffect(() => field.current?.setReadOnly(props.readOnly), [props.readOnly])
  useEffect(() => field.current?.setMarks(props.marks), [props.marks])

  return <div ref={host} class="markdown-box" />
}

/** The words of the field's own search, by what it calls them. */
const phrasesOf = (say: ReturnType<typeof useDesk>['words']['say']): Readonly<Record<string, string>> => ({
  Find: say('article.find'),
  Replace: say('article.replaceWith'),
  next: say('article.findNext'),
  previous: say('article.findPrevious'),
  all: say('article.findAll'),
  'match case': say('article.findCase'),
  regexp: say('article.findPattern'),
  'by word': say('article.findWord'),
  replace: say('article.replace'),
  'replace all': say('article.replaceAll'),
  close: say('article.findClose'),
})
