/** What the console shows too: the looks of steps, checklists, hints and banners, without a socket. */
export type * from './tours/tour-renderer.ts'
