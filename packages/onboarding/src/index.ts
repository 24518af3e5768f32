/** The onboarding room: tours, checklists, hints and banners on a host page. */
export type * from './tours/tour-renderer.ts'
