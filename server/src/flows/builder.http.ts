/**
 * `/builder`: what the builder on a page of the site says to the relay [FLO14]. No cookie goes along: the page is a stranger's,
 * and what it may do is in the session that the console's token opened. Translates between requests and services, no more.
 */
import { FlowDraftField, FlowName, failure, type Reply, Rev } from '@docent/protocol'
import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import * as v from 'valibot'
import { sendFailure } from '../http/failures.ts'
import type { Sites } from '../sites/sites.ts'
import type { BuilderSession, BuilderTokens } from './builder-tokens.ts'
import type { Flows } from './flows.ts'

interface Options {
  readonly tokens: BuilderTokens
  readonly flows: Flows
  readonly sites: Pick<Sites, 'list' | 'allowsOrigin'>
}

/** Bytes of a body: a draft of the largest size with the little around it. */
const bodyLimit = 64 * 1024

const Token = v.strictObject({ token: v.pipe(v.string(), v.maxLength(100)) })
const Draft = v.strictObject({ rev: Rev, name: FlowName, draft: FlowDraftField })
const Publication = v.strictObject({ rev: Rev })

export function builderRoutes({ tokens, flows, sites }: Options): Router {
  const router = Router()

  /** Other pages get no answer that they could read; which site a session is of is judged behind it. */
  const fromSomeSite: RequestHandler = (request, response, next) => {
    const origin = originOf(request)
    response.set({ 'Cache-Control': 'no-store', Vary: 'Origin' })
    if (origin === undefined || !sites.list().some((site) => sites.allowsOrigin(site, origin))) {
      const message =
        'No site of this relay lists this origin. Add it to the site, then open the builder again.'
      return sendFailure(response, failure('forbidden', message))
    }
    response.set('Access-Control-Allow-Origin', origin)
    if (request.method !== 'OPTIONS') return next()
    response
      .status(204)
      .set({
        'Access-Control-Allow-Methods': 'GET, POST, PUT',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type',
        'Access-Control-Max-Age': '600',
      })
      .end()
  }

  /** For a session that holds: `work` is called with who builds what. */
  const asBuilder =
    (
      work: (builder: BuilderSession, request: Request, response: Response) => Promise<void>,
    ): RequestHandler =>
    async (request, response) => {
      const builder = await tokens.judge(bearerOf(request), originOf(request))
      if (builder.ok) await work(builder.data, request, response)
      else sendFailure(response, builder.error)
    }

  router.use(fromSomeSite)
  router.use(express.json({ limit: bodyLimit, type: 'application/json' }))

  router.post('/session', async (request, response) => {
    const body = read(Token, request, response)
    if (!body) return
    const opened = await tokens.exchange(body.token, originOf(request))
    if (!opened.ok) return sendFailure(response, opened.error)
    const { agent, site, flowId, stepId, expiresAt, session } = opened.data
    const shown = await flows.show(agent, flowId)
    if (!shown.ok) return sendFailure(response, shown.error)
    const { id, name, draft, rev } = shown.data
    response.json({ data: { session, flow: { id, name, draft, rev }, stepId, site: site.key, expiresAt } })
  })

  router.get(
    '/draft',
    asBuilder(async ({ agent, flowId }, _request, response) => {
      const shown = await flows.show(agent, flowId)
      if (!shown.ok) return sendFailure(response, shown.error)
      const { id, name, draft, rev } = shown.data
      response.json({ data: { id, name, draft, rev } })
    }),
  )

  router.put(
    '/draft',
    asBuilder(async ({ agent, flowId }, request, response) => {
      const body = read(Draft, request, response)
      if (body) answer(response, await flows.save(agent, { flowId, ...body }))
    }),
  )

  router.post(
    '/publish',
    asBuilder(async ({ agent, flowId }, request, response) => {
      const body = read(Publication, request, response)
      if (body) answer(response, await flows.publish(agent, flowId, body.rev))
    }),
  )

  return router
}

/** A browser leaves Origin out of a GET to the page's own origin, and says so: the demo's pages are the relay's own. */
const originOf = (request: Request): string | undefined =>
  request.get('origin') ??
  (request.get('sec-fetch-site') === 'same-origin'
    ? `${request.protocol}://${request.get('host')}`
    : undefined)

const bearerOf = (request: Request): string | null =>
  /^Bearer ([A-Za-z0-9_-]{43})$/.exec(request.get('authorization') ?? '')?.[1] ?? null

/** The body as the schema has it; null where it was refused already. */
function read<T>(schema: v.GenericSchema<unknown, T>, request: Request, response: Response): T | null {
  const body = v.safeParse(schema, request.body, { abortEarly: true })
  if (body.success) return body.output
  const path = v.getDotPath(body.issues[0]) ?? ''
  sendFailure(response, failure('bad_request', body.issues[0].message, { path }))
  return null
}

function answer<T>(response: Response, reply: Reply<T>): void {
  if (reply.ok) response.json({ data: reply.data })
  else sendFailure(response, reply.error)
}
