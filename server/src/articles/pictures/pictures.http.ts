/**
 * `/pictures`: an agent's console sends one, everybody may look at it [HLP6]. Who may send is judged before a byte of the body
 * is read; what it is, `pictures.ts` judges by its bytes.
 */
import { allows, articleLimits, failure } from '@docent/protocol'
import express, { type RequestHandler, Router } from 'express'
import type { Sessions } from '../../agents/sessions.ts'
import { sendFailure } from '../../http/failures.ts'
import { isKnown } from '../../http/known-etag.ts'
import { forGood, openToPages } from '../../http/open-documents.ts'
import type { AgentPrincipal } from '../../realtime/principal.ts'
import { siteOf } from '../../sites/site-of.ts'
import type { Sites } from '../../sites/sites.ts'
import { type Pictures, tooLarge } from './pictures.ts'

interface Options {
  readonly sites: Pick<Sites, 'find'>
  readonly sessions: Pick<Sessions, 'show' | 'authenticate' | 'provesIntent'>
  readonly pictures: Pictures
  /** Whether a request comes from one of the relay's own pages. */
  readonly isOwn: (origin: string | undefined, host: string | undefined) => boolean
}

const noPicture = failure('not_found', 'There is no picture at this address.')

export function pictureRoutes({ sites, sessions, pictures, isOwn }: Options): Router {
  const router = Router()
  const body = express.raw({ limit: articleLimits.pictureBytes, inflate: false, type: () => true })

  const mayWrite: RequestHandler = async (request, response, next) => {
    response.set('Cache-Control', 'no-store')
    if (!isOwn(request.get('origin'), request.get('host')))
      return sendFailure(
        response,
        failure('forbidden', 'This is only answered to the relay’s own pages (see PUBLIC_URL).'),
      )
    const cookie = request.get('cookie')
    const session = await sessions.show(cookie)
    if (!session) return sendFailure(response, failure('unauthenticated', 'Sign in first.'))
    if (!sessions.provesIntent(session, request.get('x-csrf-token')))
      return sendFailure(
        response,
        failure('forbidden', 'The header X-CSRF-Token must hold the token of this session.'),
      )
    const site = siteOf(sites, request.query.site, response)
    if (!site) return
    const agent = await sessions.authenticate(cookie, site.key)
    if (!agent || !allows(agent.role, 'articles.write'))
      return sendFailure(response, failure('forbidden', 'Your role on this site does not allow this.'))
    response.locals.agent = agent
    next()
  }

  /** A form of another kind is no picture, whatever is in it. */
  const isPicture: RequestHandler = (request, response, next) => {
    const type = (request.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    if (type.startsWith('image/') || type === 'application/octet-stream') return next()
    const message = 'Send the bytes of the picture as they are, with its own content type.'
    sendFailure(response, failure('bad_request', message, { path: 'picture' }))
  }

  /** What says that it is too long is refused before it is read, what is too long all the same as soon as it is. */
  const withBody: RequestHandler = (request, response, next) =>
    body(request, response, (error?: unknown) => {
      const isTooLong = error instanceof Error && 'status' in error && error.status === 413
      if (!isTooLong) return next(error)
      // What is still under way is not waited for.
      response.set('Connection', 'close')
      sendFailure(response, tooLarge.error)
    })

  router.post('/', mayWrite, isPicture, withBody, async (request, response) => {
    const sent: unknown = request.body
    const bytes = Buffer.isBuffer(sent) ? sent : Buffer.alloc(0)
    const stored = await pictures.put(response.locals.agent as AgentPrincipal, bytes)
    if (!stored.ok) return sendFailure(response, stored.error)
    const { url, width, height } = stored.data
    response.json({ data: { url, width, height } })
  })

  router.get('/:id', (request, response) => {
    openToPages(response)
    const { id } = request.params
    const type = /^[0-9a-f]{64}$/.test(id) ? pictures.typeOf(id) : null
    if (!type) return sendFailure(response, noPicture)
    const etag = `"${id}"`
    response.set({
      ETag: etag,
      'Cache-Control': forGood,
      'Content-Type': type,
      'X-Content-Type-Options': 'nosniff',
      // Opened as a page of its own, it runs and loads nothing.
      'Content-Security-Policy': "default-src 'none'; sandbox",
    })
    if (isKnown(request.get('if-none-match'), etag)) return response.status(304).end()
    // Only now: it may have megabytes, which who has it already does not wait for.
    const picture = pictures.read(id)
    if (picture) response.send(picture.bytes)
    else sendFailure(response, noPicture)
  })
  return router
}
