/** The room "Tasks" of the messenger: all of the visitor's checklists. */
import type { VNode } from 'preact'
import type { Tasks } from '../onboarding-types.ts'

export interface TasksRoom {
  /** The room as a component; it fills what it stands in. */
  readonly Room: () => VNode
  close(): void
}

export interface TasksRoomOptions {
  readonly tasks: Tasks
  /** BCP 47 tag of the words. */
  readonly locale: string
  /** Adds a style sheet to where the room is drawn. */
  readonly adopt: (css: string) => void
  /** Called when the visitor wants to leave the messenger. */
  readonly onClose: () => void
  /** The checklist to unfold first. */
  readonly flowId?: string | undefined
}

/**
 * @example
 * const room = createTasksRoom({ tasks: onboarding.tasks, locale: 'en', adopt: host.adopt, onClose: hide })
 * render(<room.Room />, panel)
 */
export function createTasksRoom(_options: TasksRoomOptions): TasksRoom {
  return { Room: () => <section />, close: () => {} }
}
