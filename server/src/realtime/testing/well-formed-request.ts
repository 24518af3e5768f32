/** A well-formed request for each command of both tables, about one conversation, one flow and one article of a live relay. */
import { eventOf, tourDraft } from '../../flows/testing/flow-scene.ts'
import { type LiveRelay, textParts } from './live-relay.ts'
import type { Command } from './who-may-say.ts'

export interface AskedAbout {
  /** The one whose settings are meant. */
  readonly siteId: string
  readonly conversationId: string
  /** Of the conversation's assignment. */
  readonly gen: number
  readonly offerId: string
  readonly flowId: string
  readonly runId: string
  readonly checklistId: string
  readonly articleId: string
  /** What a note says. */
  readonly note: string
}

export function wellFormedRequest(relay: LiveRelay, command: Command, about: AskedAbout): unknown {
  const { siteId, conversationId, gen, offerId, flowId, runId, checklistId, articleId, note } = about
  const cmid = relay.random.uuid()
  switch (command) {
    case 'message:send':
    case 'conversation:start':
      return { conversationId, cmid, parts: textParts('Hello again') }
    case 'note:add':
      return { conversationId, cmid, parts: textParts(note) }
    case 'conversation:sync':
      return { conversationId, after: { seq: 0, id: null }, epoch: null }
    case 'conversation:history':
      return { conversationId, beforeSeq: 100 }
    case 'conversation:read':
      return { conversationId, seq: 1 }
    case 'typing:send':
      return { conversationId, typing: true }
    case 'internal:sync':
      return { conversationId, afterIseq: 0 }
    case 'inbox:sync':
      return { after: 0, epoch: null }
    case 'offer:accept':
    case 'offer:decline':
      return { offerId }
    case 'conversation:take':
    case 'conversation:resolve':
    case 'conversation:reopen':
      return { conversationId, gen }
    case 'conversation:transfer':
      return { conversationId, gen, to: { kind: 'team', teamId: relay.teams.Support } }
    case 'conversation:leave':
    case 'visitor:show':
      return { conversationId }
    case 'availability:set':
      return { accepting: false }
    case 'settings:save':
      return relay.app.sites.settings(siteId)
    case 'contact:leave':
      return { conversationId, email: 'someone@home.example' }
    case 'visitor:update':
      return { profile: { name: 'Some Visitor' } }
    case 'event:track':
      return { eventId: relay.random.uuid(), name: 'order.placed' }
    case 'page:view':
      return { page: { address: 'https://shop.example/', title: 'Shop' } }
    case 'session:renew':
      return { jwt: 'not.a.token' }
    case 'flow:record':
      return { event: eventOf(relay, { flowId, runId, kind: 'seen', stepId: 'one', seq: 2 }) }
    case 'guide:labels':
      return { requestId: relay.random.uuid(), labels: [] }
    case 'flow:show':
    case 'flow:withdraw':
    case 'flow:archive':
    case 'builder:open':
      return { flowId }
    case 'flow:create':
      return { flowId: relay.random.uuid(), name: 'A flow', draft: tourDraft('Find your way', ['one']) }
    case 'flow:save':
      return { flowId, rev: 1, name: 'Renamed', draft: tourDraft('Find your way', ['one']) }
    case 'flow:publish':
      return { flowId, rev: 1 }
    case 'flow:restore':
      return { flowId, version: 1 }
    case 'flow:figures':
      return { flowId, version: null, from: 0, until: 1 }
    case 'tour:send':
      return { conversationId, cmid, flowId }
    case 'item:tick':
      return { conversationId, eventId: cmid, flowId: checklistId, itemId: 'one' }
    case 'guide:ask':
    case 'visitor:runs':
      return { conversationId }
    case 'guide:point':
      return { conversationId, labelId: null }
    case 'article:list':
      return { after: null }
    case 'article:show':
      return { articleId }
    case 'article:version':
    case 'article:restore':
      return { articleId, locale: 'en', version: 1 }
    case 'article:find':
      return { query: 'refunds' }
    case 'article:send':
      return { conversationId, cmid, articleId }
    case 'article:create':
      return { articleId, locale: 'en', title: 'Refunds', body: 'Soon.', collectionId: null }
    case 'article:save':
      return { articleId, locale: 'en', rev: 1, title: 'Returns', slug: `returns-${cmid}`, body: 'Soon.' }
    case 'article:place': {
      const place = { key: `key-${cmid}`, collectionId: null, tags: [], tourFlowId: null, suggestOn: [] }
      return { articleId, place }
    }
    case 'article:publish':
      return { articleId, locale: 'en', rev: 1 }
    case 'article:withdraw':
      return { articleId, locale: 'en' }
    case 'article:archive':
      return { articleId, archived: true }
    case 'article:confirm':
      return { articleId, locale: 'en', texts: ['ada@home.example'] }
    case 'article:draft':
      return { articleId, conversationId, locale: 'en' }
    case 'collection:save':
      return { collectionId: cmid, titles: { en: 'Money' }, descriptions: {}, position: 0 }
    case 'collection:remove':
      return { collectionId: cmid }
    case 'wanted:list':
      return {}
    case 'wanted:close':
      return { wantedId: cmid }
    case 'help:figures':
      return { from: 0, until: 1 }
    case 'flow:list':
    case 'flow:broken':
    case 'flow:runs':
    case 'conversation:list':
    case 'session:end':
    case 'agent:list':
    case 'settings:show':
      return {}
  }
}
