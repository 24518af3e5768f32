/** Room 1 of the messenger: conversations. Loaded when the messenger opens. Styles: `thread.css` and `chat.css`. */
export { type ChatRoom, type ChatRoomOptions, createChatRoom } from './chat-room.tsx'
export type { Articles, Outside, Screen, Tours } from './room-context.ts'
export { type ChatWords, chatWords } from './words.ts'
