/** A storage with two sites and their agents, and the flows over it, for tests that write flows without a socket. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlowDraft, Reply, Role } from '@docent/protocol'
import { createAccounts } from '../../agents/accounts.ts'
import { operator } from '../../agents/actor.ts'
import { createPasswords } from '../../agents/passwords.ts'
import { createSessions } from '../../agents/sessions.ts'
import { silentLogger } from '../../logger.ts'
import type { AgentPrincipal } from '../../realtime/principal.ts'
import { createSites } from '../../sites/sites.ts'
import { openStorage } from '../../storage/database.ts'
import { createFlowLibrary } from '../flow-library.ts'

export const start = 1_700_000_000_000

export type FlowDesk = Awaited<ReturnType<typeof openFlowDesk>>

export function given<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.data
  throw new Error(`${reply.error.code}: ${reply.error.message}`)
}

/** The code of a refusal, or `ok`. */
export const codeOf = (reply: Reply<unknown>): string => (reply.ok ? 'ok' : reply.error.code)

const targeting = {
  audience: { all: [] },
  rule: null,
  frequency: { kind: 'once' },
  priority: 50,
  schedule: { from: null, until: null },
  defaultLocale: 'en',
} as const

/** A whole tour; each title is one step. */
export const tourOf = (...titles: readonly string[]): FlowDraft => ({
  ...targeting,
  content: {
    kind: 'tour',
    title: { en: 'Find your way' },
    steps: titles.map((title, index) => ({
      id: `step-${index + 1}`,
      kind: 'modal',
      title: { en: title },
      body: { en: `About **${title}**.` },
      advance: [],
    })),
  },
})

export const checklistOf = (...titles: readonly string[]): FlowDraft => ({
  ...targeting,
  content: {
    kind: 'checklist',
    title: { en: 'Get started' },
    body: {},
    order: 'any',
    launcher: false,
    items: titles.map((title, index) => ({
      id: `item-${index + 1}`,
      title: { en: title },
      body: {},
      completeWhen: [{ by: 'visitor' }],
    })),
  },
})

export const bannerOf = (text: string): FlowDraft => ({
  ...targeting,
  content: { kind: 'banner', place: 'top', body: { en: text }, dismissible: true },
})

export async function openFlowDesk() {
  const dataDir = mkdtempSync(join(tmpdir(), 'docent-flows-'))
  const storage = await openStorage({ dataDir, logger: silentLogger, jobsPerCommit: 256 })
  let now = start
  const clock = { now: () => now, monotonic: () => now - start }
  const sites = createSites({ storage, clock, logger: silentLogger, mail: false, ownOrigins: () => [] })
  await sites.load()
  const passwords = createPasswords({ n: 1024, r: 8, p: 1 })
  const accounts = createAccounts({ storage, clock, passwords })
  const sessions = createSessions({
    storage,
    sites,
    accounts,
    passwords,
    clock,
    place: { path: '/', secure: false },
    lifetime: 1_000_000_000,
    perAccount: 100,
    perAddress: 100,
  })
  const shop = given(
    await sites.add(operator, { key: 'shop', name: 'Shop', origins: ['https://shop.example'] }),
  )
  const other = given(
    await sites.add(operator, { key: 'other', name: 'Other', origins: ['https://other.example'] }),
  )

  async function agent(name: string, role: Role, siteId: string): Promise<AgentPrincipal> {
    const email = `${name.toLowerCase()}@staff.example`
    const { agentId } = given(await accounts.add(operator, { email, name, password: 'correct horse' }))
    given(await accounts.join(operator, { siteId, agentId, role }))
    return { kind: 'agent', siteId, agentId, name, role, teamIds: [] }
  }

  const openLibrary = () =>
    createFlowLibrary({ storage, directory: { sites, sessions }, clock, logger: silentLogger })
  const library = openLibrary()
  const { flows } = library

  return {
    storage,
    sites,
    accounts,
    sessions,
    clock,
    shop,
    other,
    ...library,
    library,
    /** The same over the same database, as another process has it. */
    openLibrary,
    amir: await agent('Amir', 'admin', shop.id),
    ada: await agent('Ada', 'agent', shop.id),
    stranger: await agent('Stella', 'owner', other.id),
    pass(milliseconds: number): void {
      now += milliseconds
    },
    /** A flow that is live; resolves with its id. */
    async published(by: AgentPrincipal, draft: FlowDraft, name = 'A flow'): Promise<string> {
      const flowId = randomUUID()
      const { rev } = given(await flows.create(by, { flowId, name, draft }))
      given(await flows.publish(by, flowId, rev))
      return flowId
    },
    audits: (action: string) =>
      storage.read.selectFrom('audit').selectAll().where('action', '=', action).execute(),
    async close(): Promise<void> {
      await storage.close()
      rmSync(dataDir, { recursive: true })
    },
  }
}
