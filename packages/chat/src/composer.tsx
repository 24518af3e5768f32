/**
 * Where a message is written: grows to five lines, keeps its draft, and sends whole texts only.
 * Knows neither conversations nor where the text goes.
 */
import type { Drafts } from '@docent/client/visitor/types'
import { limits } from '@docent/protocol/limits'
import { IconSend } from '@docent/ui/icons.tsx'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { RoomContext } from './room-context.ts'

export interface ComposerProps extends Pick<RoomContext, 't' | 'outside'> {
  readonly drafts: Drafts
  /** The draft's key: a conversation's id, or `new`. */
  readonly draftKey: string
  /** Takes the place of the draft. */
  readonly prefill?: string | undefined
  readonly autoFocus: boolean
  /** Resolves when the text is kept; a rejection gives it back to the field. */
  readonly send: (text: string) => Promise<void>
  readonly onTyping: (typing: boolean) => void
  /** Fired with what stands in the field, as it is written. */
  readonly onText?: (text: string) => void
}

const lines = 5
/** From here on the characters are counted, so that nobody writes on for nothing. */
const countBelow = 400

export function Composer(props: ComposerProps): VNode {
  const { t, outside, drafts, draftKey, prefill, autoFocus } = props
  const touch = useValue(outside.touch)
  const field = useRef<HTMLTextAreaElement>(null)
  const touched = useRef(false)
  /** Sent, and not yet known to be kept: part of the draft until then, since the page may end at any moment [OUT1]. */
  const leaving = useRef<readonly string[]>([])
  /** What stands in the field, also for what ends after the field is gone. */
  const typed = useRef('')
  const [text, setText] = useState(prefill ?? '')
  const [notKept, setNotKept] = useState(false)
  const left = limits.textLength - text.trim().length
  const ready = text.trim() !== '' && left >= 0

  useEffect(() => {
    if (prefill !== undefined) {
      drafts.write(draftKey, prefill)
      return
    }
    let current = true
    drafts.read(draftKey).then((draft) => {
      // Somebody who began to write while the draft was on its way is not interrupted.
      if (!current || touched.current) return
      typed.current = draft
      setText(draft)
    })
    return () => {
      current = false
    }
  }, [drafts, draftKey, prefill])

  useEffect(() => {
    const box = field.current
    if (!box || !autoFocus) return
    box.focus({ preventScroll: true })
    box.setSelectionRange(box.value.length, box.value.length)
  }, [autoFocus])

  useLayoutEffect(() => {
    const box = field.current
    if (box) fit(box)
  }, [text])

  const keep = (): void =>
    drafts.write(draftKey, [...leaving.current, typed.current].filter(Boolean).join('\n'))
  const change = (value: string): void => {
    touched.current = true
    setText(value)
    setNotKept(false)
    typed.current = value
    keep()
    props.onTyping(value.trim() !== '')
    props.onText?.(value)
  }
  const submit = async (): Promise<void> => {
    if (!ready) return
    const written = text.trim()
    leaving.current = [...leaving.current, written]
    change('')
    field.current?.focus()
    const kept = await props.send(written).then(
      () => true,
      () => false,
    )
    leaving.current = leaving.current.filter((one) => one !== written)
    if (kept) return keep()
    // Neither the outbox nor memory could take it: the words go back to where they were.
    change([written, typed.current].filter(Boolean).join('\n'))
    setNotKept(true)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || touch) return
    // While an input method composes, Enter chooses a word; Safari says so by the old code 229 only.
    if (event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    void submit()
  }

  const count =
    left < 0
      ? t('charactersOver', { count: -left })
      : left < countBelow
        ? t('charactersLeft', { count: left })
        : ''
  return (
    <form
      class="c-composer"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {notKept && (
        <p class="c-composer-note c-danger" role="alert">
          {t('notKept')}
        </p>
      )}
      <div class={`c-composer-box ${left < 0 ? 'c-over' : ''}`}>
        <textarea
          ref={field}
          class="c-field"
          rows={1}
          // Empty, it stands as the page does; then as what is written.
          dir={text ? 'auto' : undefined}
          value={text}
          aria-label={t('write')}
          placeholder={t('write')}
          enterkeyhint={touch ? 'enter' : 'send'}
          autocomplete="off"
          aria-invalid={left < 0}
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => props.onTyping(false)}
        />
        <button type="submit" class="c-send" aria-label={t('send')} disabled={!ready}>
          <IconSend />
        </button>
      </div>
      <p class={count ? `c-composer-note ${left < 0 ? 'c-danger' : ''}` : 'd-hidden'} aria-live="polite">
        {count}
      </p>
    </form>
  )
}

/** As tall as the text, up to five lines; then it scrolls. */
function fit(box: HTMLTextAreaElement): void {
  box.style.height = 'auto'
  const style = getComputedStyle(box)
  const line = Number.parseFloat(style.lineHeight) || 22
  const padding = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom) || 0
  const most = Math.round(line * lines + padding)
  box.style.height = `${Math.min(box.scrollHeight, most)}px`
  box.style.overflowY = box.scrollHeight > most ? 'auto' : 'hidden'
}
