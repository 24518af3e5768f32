/** `/flows/:flowId/figures.csv`: the figures of the console's table, as a file for whoever is signed in [FLO16]. */
import { allows, failure, Uuid } from '@docent/protocol'
import { Router } from 'express'
import * as v from 'valibot'
import type { Sessions } from '../agents/sessions.ts'
import { sendFailure } from '../http/failures.ts'
import type { Sites } from '../sites/sites.ts'
import { figuresCsv } from './figures-csv.ts'
import type { Figures } from './flow-figures.ts'

interface Options {
  readonly sessions: Pick<Sessions, 'show' | 'authenticate'>
  readonly sites: Pick<Sites, 'byId'>
  readonly figures: Figures
  /** Null where there is no such flow. */
  readonly siteOf: (flowId: string) => Promise<string | null>
}

const Moment = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))
const Query = v.object({
  version: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number))),
  from: v.optional(Moment),
  until: v.optional(Moment),
})

const noFlow = failure('not_found', 'There is no such flow on your sites.')

export function figureRoutes({ sessions, sites, figures, siteOf }: Options): Router {
  const router = Router()
  // A cookie of SameSite=Strict never comes along with a link of another site, and the answer changes nothing.
  router.get('/:flowId/figures.csv', async (request, response) => {
    response.set('Cache-Control', 'no-store')
    const { flowId } = request.params
    const cookie = request.get('cookie')
    if (!(await sessions.show(cookie)))
      return sendFailure(response, failure('unauthenticated', 'Sign in first.'))
    const siteId = v.is(Uuid, flowId) ? await siteOf(flowId) : null
    const site = siteId === null ? null : sites.byId(siteId)
    const agent = site && (await sessions.authenticate(cookie, site.key))
    if (!agent) return sendFailure(response, noFlow)
    if (!allows(agent.role, 'flows.read'))
      return sendFailure(response, failure('forbidden', 'Your role on this site does not allow this.'))
    const query = v.safeParse(Query, request.query)
    if (!query.success) {
      const path = v.getDotPath(query.issues[0]) ?? ''
      const message = 'version is a number; from and until are milliseconds since 1970.'
      return sendFailure(response, failure('bad_request', message, { path }))
    }
    const { version = null, from = 0, until = Number.MAX_SAFE_INTEGER } = query.output
    const table = await figures.table(agent, flowId, { version, from, until })
    if (!table.ok) return sendFailure(response, table.error)
    response
      .set('Content-Disposition', `attachment; filename="${fileName(table.data.name)}"`)
      .type('text/csv; charset=utf-8')
      .send(figuresCsv(table.data))
  })
  return router
}

/** In letters that every header and file system takes. */
const fileName = (name: string): string => {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .toLowerCase()
  return `${plain || 'flow'}-figures.csv`
}
