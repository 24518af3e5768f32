/** `/desk`: what the widget in the console needs to know who sits there. Answers an agent's own session alone. */
import { failure } from '@docent/protocol'
import { Router } from 'express'
import type { Sessions } from '../agents/sessions.ts'
import { sendFailure } from '../http/failures.ts'
import type { DeskSite } from './desk-site.ts'

export function deskRoutes(sessions: Pick<Sessions, 'show'>, desk: Pick<DeskSite, 'tokenFor'>): Router {
  return Router().get('/token', async (request, response) => {
    response.set('Cache-Control', 'no-store')
    const session = await sessions.show(request.get('cookie'))
    if (!session) return sendFailure(response, failure('unauthenticated', 'Sign in first.'))
    const { id, name, email } = session.agent
    const proof = await desk.tokenFor({ agentId: id, name, email })
    if (!proof) return sendFailure(response, failure('not_found', 'This relay greets nobody at the desk.'))
    response.json({ data: proof })
  })
}
