/** Visitors and agents who speak over bare frames: for loads, for attacks, and for what a real client never says. */
import { namespaces, protocolVersion } from '@docent/protocol'
import { connectRaw, type RawClient } from './raw-client.ts'
import type { SeededRandom } from './seeded-random.ts'

export const demoPassword = 'docent-demo'
export const demoAccounts = ['owner', 'admin', 'supervisor', 'ada', 'linus'].map(
  (name) => `${name}@demo.test`,
)

/** What makes a browser the same browser again. */
export interface RawIdentity {
  readonly token: string
  readonly deviceId: string
}

export const rawIdentity = (random: Pick<SeededRandom, 'token' | 'uuid'>): RawIdentity => ({
  token: random.token(),
  deviceId: random.uuid(),
})

export const connectRawVisitor = (
  url: string,
  identity: RawIdentity,
  options: { readonly site?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<RawClient> =>
  connectRaw({
    url,
    namespace: namespaces.visitor,
    query: { site: options.site ?? 'demo' },
    auth: { protocol: protocolVersion, ...identity, language: 'en', timeZone: 'UTC' },
    ...(options.headers && { headers: options.headers }),
  })

export interface AgentSession {
  readonly email: string
  readonly agentId: string
  /** The `Cookie` header. */
  readonly cookie: string
  readonly csrf: string
}

/** Signs in as a person would, over HTTP. */
export async function signIn(url: string, email: string, password = demoPassword): Promise<AgentSession> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${email} could not sign in: ${response.status} ${text}`)
  const { data } = JSON.parse(text) as { data: { agent: { id: string }; csrf: string } }
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ')
  return { email, agentId: data.agent.id, cookie, csrf: data.csrf }
}

export const connectRawAgent = (
  url: string,
  session: Pick<AgentSession, 'cookie'>,
  site = 'demo',
): Promise<RawClient> =>
  connectRaw({
    url,
    namespace: namespaces.agent,
    query: { site },
    auth: { protocol: protocolVersion },
    headers: session.cookie === '' ? {} : { cookie: session.cookie },
  })

/** A text message's parts. */
export const parts = (text: string): readonly { readonly type: 'text'; readonly text: string }[] => [
  { type: 'text', text },
]

/**
 * Asks and takes nothing but yes for an answer.
 * @throws Error naming the refusal
 */
export async function must<T = Record<string, unknown>>(
  client: RawClient,
  event: string,
  payload: unknown,
): Promise<T> {
  const reply = await client.request(event, payload)
  if (!reply.ok) throw new Error(`${event} was refused: ${reply.error.code}, ${reply.error.message}`)
  return reply.data as T
}

/** A conversation with a first message; its id. */
export async function startConversation(
  visitor: RawClient,
  random: Pick<SeededRandom, 'uuid'>,
  text = 'Hello',
): Promise<string> {
  const conversationId = random.uuid()
  await must(visitor, 'conversation:start', { conversationId, cmid: random.uuid(), parts: parts(text) })
  return conversationId
}
