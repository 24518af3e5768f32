/** The place for Tasks in the messenger: its room is fetched where the visitor has a checklist, and begun again for another one. */
import type { Tasks } from '@docent/onboarding'
import type { VNode } from 'preact'

export interface TasksPlace {
  readonly Room: () => VNode
  /** @param flowId the checklist to unfold; absent: as it was left */
  open(flowId?: string): void
  close(): void
}

export interface TasksPlaceOptions {
  readonly tasks: Tasks
  readonly locale: string
  readonly adopt: (css: string) => void
  readonly onClose: () => void
}

export async function createTasksPlace(options: TasksPlaceOptions): Promise<TasksPlace> {
  const { createTasksRoom } = await import('@docent/onboarding/tasks')
  let room = createTasksRoom(options)
  return {
    Room: () => <room.Room />,
    open(flowId) {
      if (flowId === undefined) return
      room.close()
      room = createTasksRoom({ ...options, flowId })
    },
    close: () => room.close(),
  }
}
