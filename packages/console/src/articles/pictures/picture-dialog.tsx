/** Asks for a picture and for the words that stand for it [HLP6]; gives both once the relay keeps the picture. */
import { IconImage } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { TextField } from '../../controls/fields.tsx'
import { FormDialog } from '../../controls/form-dialog.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import type { PictureResult } from '../../session/picture-upload.ts'
import type { Say } from '../../words/words.tsx'

const kinds = 'image/png,image/jpeg,image/gif,image/webp,image/avif'

export function PictureDialog(props: {
  /** One that was dropped or pasted. */
  file: File | null
  onClose: () => void
  onKept: (url: string, alt: string) => void
}): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const id = useId()
  const file = useSignal<File | null>(props.file)
  const alt = useSignal('')
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const lacksWords = useSignal(false)
  const chosen = useRef<HTMLInputElement>(null)
  const shown = useSmall(file.value)
  const keep = async (): Promise<void> => {
    const picture = file.peek()
    if (!picture || busy.peek()) return
    if (alt.peek().trim() === '') {
      lacksWords.value = true
      return
    }
    busy.value = true
    problem.value = null
    const result = await desk.uploadPicture(picture)
    busy.value = false
    if (result.kind === 'kept') props.onKept(result.url, alt.peek().trim())
    else problem.value = refusalSentence(say, result)
  }
  return (
    <FormDialog
      title={say('picture.title')}
      act={say(busy.value ? 'picture.keeping' : 'picture.keep')}
      disabled={busy.value || !file.value}
      problem={problem.value}
      onClose={props.onClose}
      onAct={keep}
    >
      <div class="picture-choice">
        {shown ? <img class="picture-small" src={shown} alt="" /> : <IconImage size={28} />}
        <span class="picture-name" dir="auto">
          {file.value ? file.value.name : say('picture.none')}
        </span>
        <Button
          label={say(file.value ? 'picture.another' : 'picture.choose')}
          onClick={() => chosen.current?.click()}
        />
        <input
          ref={chosen}
          id={`${id}-file`}
          class="d-hidden"
          type="file"
          tabIndex={-1}
          aria-label={say('picture.choose')}
          accept={kinds}
          onChange={(event) => {
            file.value = event.currentTarget.files?.[0] ?? file.peek()
            problem.value = null
          }}
        />
      </div>
      <TextField
        label={say('picture.alt')}
        text={say('picture.altText')}
        problem={lacksWords.value ? say('picture.altMissing') : null}
        maxLength={300}
        value={alt.value}
        onChange={(next) => {
          alt.value = next
          lacksWords.value = false
        }}
      />
    </FormDialog>
  )
}

/** The picture itself, as far as it is small: the desk's policy shows what stands in an address, and no blobs. */
function useSmall(file: File | null): string | null {
  const shown = useSignal<string | null>(null)
  useEffect(() => {
    shown.value = null
    if (!file) return
    const reader = new FileReader()
    reader.onload = () => {
      shown.value = typeof reader.result === 'string' ? reader.result : null
    }
    reader.readAsDataURL(file)
    return () => reader.abort()
  }, [file, shown])
  return shown.value
}

function refusalSentence(say: Say, result: Exclude<PictureResult, { kind: 'kept' }>): string {
  if (result.kind === 'refused') return result.message
  return result.kind === 'unreachable' ? say('notReached') : say(`picture.refused.${result.kind}`)
}
