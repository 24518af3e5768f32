/** The twenty pages of the trials. */
import { publicPages } from './public-pages.ts'
import { teamPages } from './team-pages.ts'
import { toolPages } from './tool-pages.ts'
import type { TrialPage } from './trial-page.ts'
import { workPages } from './work-pages.ts'

export const trialPages: readonly TrialPage[] = [...workPages, ...teamPages, ...publicPages, ...toolPages]
