/** Finding an element of somebody else's page, and telling the builder how to find it again [FLO9]. */
export { describeTarget } from './describe-target.ts'
export { type Found, findTarget, type NotFound } from './find-target.ts'
export { watchTarget } from './watch-target.ts'
