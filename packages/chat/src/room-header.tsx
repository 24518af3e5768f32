/** The top of the room: whom one talks to, whether they are there, the way back and the way out. */
import { Avatar } from '@docent/ui/avatar.tsx'
import { IconChevronLeft, IconClose } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import type { RoomContext } from './room-context.ts'

export function RoomHeader(props: {
  readonly room: RoomContext
  readonly title: string
  readonly subtitle?: string | undefined
  /** A face beside the title; absent where the title is a place, not a person. */
  readonly face?: { readonly name: string; readonly id: string | null; readonly online: boolean } | undefined
  readonly back?: (() => void) | undefined
}): VNode {
  const { t, close } = props.room
  const { face } = props
  return (
    <header class="c-header">
      {props.back && (
        <button
          type="button"
          class="c-icon c-back"
          aria-label={t('back')}
          title={t('back')}
          onClick={props.back}
        >
          <IconChevronLeft />
        </button>
      )}
      {face && <Avatar name={face.name} id={face.id} size={36} dot={face.online ? 'online' : 'away'} />}
      <div class="c-header-words">
        <h2 class="c-title" dir="auto" title={props.title}>
          {props.title}
        </h2>
        {props.subtitle && (
          <p class="c-subtitle" dir="auto">
            {props.subtitle}
          </p>
        )}
      </div>
      {/* Beside the launcher this would be the second button of one name: only where the launcher is covered. */}
      <button type="button" class="c-icon c-close" aria-label={t('close')} onClick={close}>
        <IconClose />
      </button>
    </header>
  )
}
