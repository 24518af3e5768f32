/** `/session`: signing in, asking who one is, one's own password, signing out. Translates between requests and `sessions.ts`, no more. */
import { failure } from '@docent/protocol'
import { type RequestHandler, Router } from 'express'
import * as v from 'valibot'
import { sendFailure } from '../http/failures.ts'
import type { Sessions } from './sessions.ts'

interface Options {
  readonly sessions: Sessions
  /** Whether a request comes from one of the relay's own pages. */
  readonly isOwn: (origin: string | undefined, host: string | undefined) => boolean
}

const Credentials = v.strictObject({
  email: v.pipe(v.string(), v.maxLength(254)),
  password: v.pipe(v.string(), v.maxLength(1_024)),
})

const NewPassword = v.strictObject({
  present: v.pipe(v.string(), v.maxLength(1_024)),
  next: v.pipe(v.string(), v.maxLength(1_024)),
})

export function sessionRoutes({ sessions, isOwn }: Options): Router {
  const router = Router()

  /** SameSite keeps other sites' cookies out, this keeps their requests out, a browser without SameSite included. */
  const fromOwnPage: RequestHandler = (request, response, next) => {
    if (isOwn(request.get('origin'), request.get('host'))) return next()
    sendFailure(
      response,
      failure('forbidden', 'This is only answered to the relay’s own pages (see PUBLIC_URL).'),
    )
  }

  /** For whoever has a session; without one there is nothing to forge. */
  const proven: RequestHandler = async (request, response, next) => {
    const session = await sessions.show(request.get('cookie'))
    if (!session || sessions.provesIntent(session, request.get('x-csrf-token'))) return next()
    sendFailure(
      response,
      failure('forbidden', 'The header X-CSRF-Token must hold the token of this session.'),
    )
  }

  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })

  router.post('/', fromOwnPage, async (request, response) => {
    const credentials = v.safeParse(Credentials, request.body)
    if (!credentials.success) {
      const path = v.getDotPath(credentials.issues[0]) ?? ''
      sendFailure(response, failure('bad_request', 'Send {"email", "password"} as JSON.', { path }))
      return
    }
    const reply = await sessions.signIn({
      ...credentials.output,
      address: request.ip ?? '',
      cookie: request.get('cookie'),
    })
    if (!reply.ok) return sendFailure(response, reply.error)
    response.set('Set-Cookie', reply.data.setCookie).json({ data: reply.data.session })
  })

  router.get('/', async (request, response) => {
    const session = await sessions.show(request.get('cookie'))
    if (session) return void response.json({ data: session })
    // Browsers log every 401 as an error. Who asks whether anybody is signed in, as the console does, made none.
    if (request.query.optional !== undefined) return void response.status(204).end()
    sendFailure(response, failure('unauthenticated', 'Sign in first.'))
  })

  router.put('/password', fromOwnPage, proven, async (request, response) => {
    const passwords = v.safeParse(NewPassword, request.body)
    if (!passwords.success) {
      const path = v.getDotPath(passwords.issues[0]) ?? ''
      sendFailure(response, failure('bad_request', 'Send {"present", "next"} as JSON.', { path }))
      return
    }
    const reply = await sessions.changePassword({
      ...passwords.output,
      address: request.ip ?? '',
      cookie: request.get('cookie'),
    })
    if (!reply.ok) return sendFailure(response, reply.error)
    response.set('Set-Cookie', reply.data.setCookie).json({ data: reply.data.session })
  })

  router.delete('/', fromOwnPage, proven, async (request, response) => {
    response.set('Set-Cookie', await sessions.signOut(request.get('cookie'))).json({ data: {} })
  })

  return router
}
