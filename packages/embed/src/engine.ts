/** The engine as a chunk of its own: the socket, the outbox and what is remembered. Loaded when the page is idle. */
export { createVisitorClient } from '@docent/client/visitor'
export { announceMessages } from './announce-messages.ts'
