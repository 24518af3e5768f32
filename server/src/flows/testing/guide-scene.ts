/** An agent and visitors over real sockets, with a tour and checklists that are live: where the tests of leading begin. */
import { type LiveRelay, openLiveRelay, type Speaker } from '../../realtime/testing/live-relay.ts'
import { checklistDraft, published, recorded, tourDraft } from './flow-scene.ts'

export const fromStart = { after: { seq: 0, id: null }, epoch: null }

export interface GuideScene {
  readonly relay: LiveRelay
  readonly ada: Speaker
  /** Ids of live flows: a tour of `a`, `b`, `c`; a checklist of `one`, `two`; and one that goes in its order. */
  readonly tour: string
  readonly checklist: string
  readonly inOrder: string
  id(): string
  /** What sends the tour. */
  send(
    conversationId: string,
    more?: object,
  ): { readonly conversationId: string; readonly cmid: string; readonly flowId: string }
  /** A conversation that an agent has open and answers; Ada, unless another is named. */
  scene(agent?: Speaker): Promise<{ visitor: Speaker; conversationId: string }>
  /** The visitor accepted the tour that Ada sent, and stands on its first step. */
  led(): Promise<{ visitor: Speaker; conversationId: string; runId: string }>
  close(): Promise<void>
}

export async function openGuideScene(): Promise<GuideScene> {
  const relay = await openLiveRelay({ timings: { head: 60_000, guideAnswer: 150 } })
  const tour = await published(relay, tourDraft('Look around', ['a', 'b', 'c']), 'Tour of the shop')
  const checklist = await published(relay, checklistDraft(['one', 'two']), 'First steps')
  const inOrder = await published(relay, checklistDraft(['one', 'two'], 'listed'), 'One after the other')
  const ada = await relay.agent('ada')

  const id = () => relay.random.uuid()
  const send: GuideScene['send'] = (conversationId, more = {}) => ({
    conversationId,
    cmid: id(),
    flowId: tour,
    ...more,
  })

  async function scene(agent = ada) {
    const visitor = await relay.visitor()
    const conversationId = await relay.started(visitor)
    await agent.must('conversation:sync', { conversationId, ...fromStart })
    await relay.said(agent, conversationId, 'How can I help?')
    return { visitor, conversationId }
  }

  async function led() {
    const { visitor, conversationId } = await scene()
    await ada.must('tour:send', send(conversationId))
    const runId = id()
    const data = { source: 'agent', conversationId } as const
    await recorded(relay, visitor, { flowId: tour, runId, kind: 'started', data })
    await recorded(relay, visitor, { flowId: tour, runId, kind: 'seen', stepId: 'a', seq: 2 })
    return { visitor, conversationId, runId }
  }

  return { relay, ada, tour, checklist, inOrder, id, send, scene, led, close: relay.close }
}
