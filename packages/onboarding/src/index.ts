/** The onboarding room: tours, checklists, hints and banners on a host page. */
export { createOnboarding } from './onboarding.ts'
export type * from './onboarding-types.ts'
export type * from './tours/tour-renderer.ts'
