/** Answers by mail, through a real relay and a mail server: to whom, once, and again where the server refused. */
import { waitUntil } from '@docent/testing/wait-until'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultTimings } from '../config.ts'
import { published, tourDraft } from '../flows/testing/flow-scene.ts'
import { type LiveRelay, openLiveRelay, type Speaker } from '../realtime/testing/live-relay.ts'
import { openSmtpInbox, type SmtpInbox } from './testing/smtp-inbox.ts'

const opened: { close(): unknown }[] = []
/** How far the relay's clock is ahead, so that what waits for two minutes is mailed when the test says so, not before. */
let ahead: number
beforeEach(() => {
  ahead = 0
})
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

async function scene(): Promise<{
  relay: LiveRelay
  inbox: SmtpInbox
  visitor: Speaker
  ada: Speaker
  id: string
}> {
  const inbox = await openSmtpInbox()
  const timings = { outboxWorker: 20, outboxRetry: 20 }
  const clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() }
  const relay = await openLiveRelay({ smtpUrl: inbox.url, timings, clock })
  opened.push(inbox, relay)
  const visitor = await relay.visitor()
  const id = await relay.started(visitor, 'Is anybody there?')
  await visitor.must('contact:leave', { conversationId: id, email: 'mara@sail.example' })
  return { relay, inbox, visitor, ada: await relay.agent('ada'), id }
}
/** Lets the time pass for which an answer waits, and waits for what becomes of it. */
async function settled(relay: LiveRelay): Promise<void> {
  ahead += defaultTimings.replyMail
  await waitUntil(
    async () => {
      const rows = await relay.app.storage.read.selectFrom('outbox').selectAll().execute()
      return rows.length > 0 && rows.every((row) => row.done_at !== null)
    },
    { within: 10_000, what: 'the outbox to be settled' },
  )
}

/** Resolves when the relay knows that the page was closed. */
async function leaves(relay: LiveRelay, visitor: Speaker): Promise<void> {
  visitor.close()
  await waitUntil(
    async () => /^docent_visitors 0$/m.test(await (await fetch(`${relay.url}/metrics`)).text()),
    { what: 'the visitor to be gone' },
  )
}

it('[MSG6] [RTE8] mails what was answered while the visitor was away, all in one', async () => {
  const { relay, inbox, visitor, ada, id } = await scene()
  await leaves(relay, visitor)
  await relay.said(ada, id, 'Yes, here we are.')
  await relay.said(ada, id, 'What can we do?')
  await settled(relay)
  expect(inbox.mails()).toHaveLength(1)
  const [mail = ''] = inbox.mails()
  expect(mail).toContain('To: mara@sail.example')
  expect(mail).toContain('From: help@shop.example')
  expect(mail.indexOf('Yes, here we are.')).toBeLessThan(mail.indexOf('What can we do?'))
})

it('[FLO11] [RTE8] mails the title of a tour that waits in the conversation', async () => {
  const { relay, inbox, visitor, ada, id } = await scene()
  const flowId = await published(relay, tourDraft('Find your way around', ['a']))
  await leaves(relay, visitor)
  await ada.must('tour:send', { conversationId: id, cmid: relay.random.uuid(), flowId })
  await settled(relay)
  expect(inbox.mails()[0]).toContain('Find your way around')
})

it('[MSG6] tries again with the same message id where the mail server refused', async () => {
  const { relay, inbox, visitor, ada, id } = await scene()
  inbox.refuse(2)
  await leaves(relay, visitor)
  await relay.said(ada, id, 'Yes, here we are.')
  await settled(relay)
  expect(inbox.refused()).toBe(2)
  expect(inbox.mails()).toHaveLength(1)
  const [row] = await relay.app.storage.read.selectFrom('outbox').selectAll().execute()
  expect(inbox.mails()[0]).toContain(`Message-ID: <${row?.id}@shop.example>`)
})

it('[RTE8] mails nothing to a visitor who is there, or who has read it', async () => {
  const { relay, inbox, visitor, ada, id } = await scene()
  await relay.said(ada, id, 'Yes, here we are.')
  await settled(relay)
  await relay.said(ada, id, 'Still here.')
  await visitor.must('conversation:read', { conversationId: id, seq: 4 })
  await leaves(relay, visitor)
  await settled(relay)
  expect(inbox.mails()).toEqual([])
})

it('[RTE8] mails nothing where no address was left', async () => {
  const { relay, ada } = await scene()
  const other = await relay.visitor()
  const id = await relay.started(other)
  other.close()
  await relay.said(ada, id, 'Yes?')
  const rows = await relay.app.storage.read.selectFrom('outbox').selectAll().execute()
  expect(rows).toEqual([])
})
