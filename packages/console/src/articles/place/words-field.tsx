/** A few short texts, each added by Enter and taken away by its own button: tags, paths of pages. */
import { IconClose } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { TextField } from '../../controls/fields.tsx'

export function WordsField(props: {
  label: string
  text: string
  add: string
  remove: (word: string) => string
  words: readonly string[]
  most: number
  maxLength: number
  code?: boolean
  problemOf?: (word: string) => string | null
  onChange: (words: string[]) => void
}): VNode {
  const { words, onChange } = props
  const written = useSignal('')
  const problem = useSignal<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const isFull = words.length >= props.most
  const add = (): void => {
    const word = written.peek().trim()
    if (word === '') return
    problem.value = props.problemOf?.(word) ?? null
    if (problem.peek() !== null) return
    written.value = ''
    if (!words.includes(word)) onChange([...words, word])
  }
  return (
    <div ref={box} class="words-field">
      <div class="words-row">
        <TextField
          label={props.label}
          text={props.text}
          problem={problem.value}
          disabled={isFull}
          maxLength={props.maxLength}
          code={props.code ?? false}
          value={written.value}
          onEnter={add}
          onChange={(next) => {
            written.value = next
            problem.value = null
          }}
        />
        <Button label={props.add} disabled={isFull || written.value.trim() === ''} onClick={add} />
      </div>
      {words.length > 0 && (
        <ul class="words-list" aria-label={props.label}>
          {words.map((word) => (
            <li key={word} class="word-tag">
              <span dir={props.code ? 'ltr' : 'auto'}>{word}</span>
              <button
                type="button"
                aria-label={props.remove(word)}
                onClick={() => {
                  onChange(words.filter((one) => one !== word))
                  box.current?.querySelector('input')?.focus()
                }}
              >
                <IconClose size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
