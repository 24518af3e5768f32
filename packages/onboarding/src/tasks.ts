/** The door for the messenger: the room "Tasks", loaded when it is opened. */
export { createTasksRoom, type TasksRoom, type TasksRoomOptions } from './checklist/tasks-room.tsx'
