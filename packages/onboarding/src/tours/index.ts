/** Drawing steps, for the room itself and for the builder's preview. */
export type * from './tour-renderer.ts'
