/** Drawing steps, for the room itself and for the builder's preview. */

export { createShepherdRenderer } from './shepherd-renderer.ts'
export type * from './tour-renderer.ts'
