/** `/help/figures.csv?site=`: the figures of the console's screen, as a file for whoever is signed in [HLP13]. */
import { allows, failure } from '@docent/protocol'
import { Router } from 'express'
import * as v from 'valibot'
import type { Sessions } from '../../agents/sessions.ts'
import { sendFailure } from '../../http/failures.ts'
import type { HelpFiguresOf } from './help-figures.ts'
import { helpFiguresCsv } from './help-figures-csv.ts'

interface Options {
  readonly sessions: Pick<Sessions, 'show' | 'authenticate'>
  readonly figures: Pick<HelpFiguresOf, 'table'>
}

const Moment = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))
const Query = v.object({ site: v.string(), from: v.optional(Moment), until: v.optional(Moment) })

const noSite = failure('not_found', 'You are a member of no site with this key.')

export function helpFigureRoutes({ sessions, figures }: Options): Router {
  const router = Router()
  // A cookie of SameSite=Strict never comes along with a link of another site, and the answer changes nothing.
  router.get('/figures.csv', async (request, response) => {
    response.set('Cache-Control', 'no-store')
    const cookie = request.get('cookie')
    if (!(await sessions.show(cookie)))
      return sendFailure(response, failure('unauthenticated', 'Sign in first.'))
    const query = v.safeParse(Query, request.query)
    if (!query.success) {
      const path = v.getDotPath(query.issues[0]) ?? ''
      const message = 'Name the site by its key; from and until are milliseconds since 1970.'
      return sendFailure(response, failure('bad_request', message, { path }))
    }
    const { site, from = 0, until = Number.MAX_SAFE_INTEGER } = query.output
    const agent = await sessions.authenticate(cookie, site)
    if (!agent) return sendFailure(response, noSite)
    if (!allows(agent.role, 'articles.read'))
      return sendFailure(response, failure('forbidden', 'Your role on this site does not allow this.'))
    const table = await figures.table(agent.siteId, { from, until })
    response
      .set('Content-Disposition', `attachment; filename="${site}-help-figures.csv"`)
      .type('text/csv; charset=utf-8')
      .send(helpFiguresCsv(table))
  })
  return router
}
