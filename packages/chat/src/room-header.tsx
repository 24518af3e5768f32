/** The top of the room: whom one talks to, whether they are there, the way back and the way out. */
import { Avatar } from '@docent/ui/avatar.tsx'
import { IconButton } from '@docent/ui/icon-button.tsx'
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
        <IconButton label={t('back')} tip="below" tipAlign="start" class="c-back" onClick={props.back}>
          <IconChevronLeft />
        </IconButton>
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
      <IconButton label={t('close')} tip="none" class="c-close" onClick={close}>
        <IconClose />
      </IconButton>
    </header>
  )
}
