/** Where an agent writes: a reply to the visitor or, on amber paper, a note for the team. Keeps the draft of each. */
import { limits } from '@docent/protocol/limits'
import { IconBookOpen, IconLock, IconMapPin, IconSend } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { Button } from '../controls/button.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { ariaKeys, shortcutText } from '../shortcuts/shortcuts.ts'

/** Characters before the limit at which the rest is counted aloud. */
const countFrom = 500

export function Composer(props: { conversationId: string; resolved: boolean }): VNode {
  const { conversationId, resolved } = props
  const desk = useDesk()
  const { say } = desk.words
  const mode = resolved ? 'note' : desk.writing.value
  const draft = desk.drafts.of(mode === 'note' ? `${conversationId}:note` : conversationId)
  const text = draft.text.value
  const field = useRef<HTMLTextAreaElement>(null)

  useEffect(() => void draft.load(), [draft])

  useLayoutEffect(() => {
    desk.focus.set('reply', () => field.current?.focus())
    return () => desk.focus.set('reply', null)
  }, [desk])

  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
  })

  const write = (next: string): void => {
    draft.write(next)
    if (mode === 'reply') desk.client.conversations.typing(conversationId, next !== '')
  }
  const over = text.length - limits.textLength
  const canSend = text.trim() !== '' && over <= 0
  const submit = async (as: 'reply' | 'note'): Promise<void> => {
    if (as === 'note' && text.trim() === '') desk.writing.value = 'note'
    field.current?.focus()
    if (!canSend) return
    if (mode === 'reply') desk.client.conversations.typing(conversationId, false)
    const send = as === 'note' ? desk.actions.addNote : desk.actions.sendReply
    const taken = await draft.handOver((words) => send(conversationId, words))
    // Another conversation may be on screen by now: what is written there is its own matter.
    if (taken && desk.open.id.peek() === conversationId) desk.writing.value = 'reply'
  }

  const note = mode === 'note'
  return (
    <form
      class={`composer ${note ? 'composer-note' : ''}`}
      onSubmit={(event) => {
        event.preventDefault()
        void submit(mode)
      }}
    >
      {resolved && <p class="composer-hint">{say('composer.reopensIt')}</p>}
      {!resolved && (
        <div class="composer-modes">
          {(['reply', 'note'] as const).map((one) => (
            <button
              key={one}
              type="button"
              class="mode"
              aria-pressed={mode === one}
              aria-keyshortcuts={ariaKeys(one, desk.modifier)}
              data-tip={`${say(`shortcuts.names.${one}`)} · ${shortcutText(one, desk.modifier)}`}
              data-tip-align="start"
              onClick={() => {
                desk.writing.value = one
                field.current?.focus()
              }}
            >
              {one === 'note' && <IconLock size={14} />}
              {say(`composer.modes.${one}`)}
            </button>
          ))}
          <button
            type="button"
            class="mode composer-insert"
            aria-keyshortcuts={ariaKeys('insertArticle', desk.modifier)}
            data-tip={`${say('insert.title')} · ${shortcutText('insertArticle', desk.modifier)}`}
            data-tip-align="end"
            onClick={() => {
              desk.dialog.value = 'insertArticle'
            }}
          >
            <IconBookOpen size={14} />
            {say('insert.button')}
          </button>
          {desk.may('flows.guide') && (
            <button
              type="button"
              class="mode"
              aria-keyshortcuts={ariaKeys('sendTour', desk.modifier)}
              data-tip={`${say('guide.send')} · ${shortcutText('sendTour', desk.modifier)}`}
              data-tip-align="end"
              onClick={() => {
                desk.dialog.value = 'sendTour'
              }}
            >
              <IconMapPin size={14} />
              {say('guide.send')}
            </button>
          )}
        </div>
      )}
      <textarea
        ref={field}
        class="composer-field"
        rows={1}
        dir="auto"
        aria-label={note ? say('composer.modes.note') : say('composer.field')}
        aria-describedby={over > -countFrom ? 'composer-count' : undefined}
        placeholder={note ? say('composer.notePlaceholder') : say('composer.replyPlaceholder')}
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
        onBlur={() => desk.client.conversations.typing(conversationId, false)}
        onKeyDown={(event) => {
          if (event.isComposing) return
          if (event.key === 'Escape') {
            event.preventDefault()
            desk.focus.to('list')
          }
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault()
            void submit(mode)
          }
        }}
      />
      <div class="composer-foot">
        <p class="composer-status" id="composer-count">
          <ComposerStatus over={over} unassigned={!note} />
        </p>
        <div class="composer-buttons">
          {note ? (
            <Button
              type="submit"
              label={say('composer.addNote')}
              look="note"
              shortcut="send"
              tipAlign="end"
              disabled={!canSend}
            />
          ) : (
            <>
              <Button
                label={say('composer.addNote')}
                look="plain"
                shortcut="note"
                onClick={() => void submit('note')}
              />
              <Button
                type="submit"
                label={say('composer.send')}
                look="primary"
                icon={<IconSend size={16} />}
                shortcut="send"
                tipAlign="end"
                disabled={!canSend}
              />
            </>
          )}
        </div>
      </div>
    </form>
  )
}

function ComposerStatus({ over, unassigned }: { over: number; unassigned: boolean }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  if (over > 0) return <span class="composer-over">{say('composer.tooLong', { count: over })}</span>
  if (over > -countFrom) return <span>{say('composer.left', { count: -over })}</span>
  if (desk.client.connection.status.value.state !== 'open') return <span>{say('composer.offline')}</span>
  const row = desk.open.row.value
  if (unassigned && row && row.agentId === null) return <span>{say('composer.takesIt')}</span>
  return <span class="composer-keys">{say('composer.hint')}</span>
}
