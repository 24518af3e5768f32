/**
 * The whole desk over the fake engine, to look at without a relay: `vite --mode console`, then `/preview.html`.
 * The address chooses what is seen: `?rows=10000&loaded=50&scheme=dark&dir=rtl&state=empty|loading|offline|refused|door|unreachable`.
 */
import '@docent/ui/article.css'
import '@docent/ui/base.css'
import '../styles/console.css'
import { signal } from '@preact/signals'
import { h, render } from 'preact'
import { App } from '../app.tsx'
import { createConsole } from '../console.ts'
import { createBrowserWorld, dressPage } from '../outside/browser-world.ts'
import { createSession } from '../session/session.ts'
import { bigConversation, createFakeAgentClient } from './fake-agent-client.ts'
import { idOf, me } from './seeded-conversations.ts'
import { seededReader } from './seeded-help.ts'

const wish = new URLSearchParams(location.search)
const state = wish.get('state') ?? 'full'
const world = { ...createBrowserWorld(window), articleReader: seededReader }
const scheme = wish.get('scheme')
if (scheme === 'light' || scheme === 'dark') world.preferences.scheme.value = scheme

const access = {
  agent: { ...me, email: 'ada@demo.test' },
  sites: [
    { key: 'demo', name: 'Northwind', role: wish.get('role') ?? 'admin' },
    { key: 'second', name: 'Southwind Outlet', role: 'agent' },
  ],
  csrf: 'preview',
}
const answer = (status: number, body: unknown): Promise<Response> =>
  Promise.resolve(new Response(JSON.stringify(body), { status }))
const session = createSession({
  address: '/api/v1/session',
  fetch: (_input, init) => {
    const method = init?.method ?? 'GET'
    if (state === 'unreachable') return Promise.reject(new TypeError('no network'))
    if (method === 'PUT' && String(init?.body).includes('wrong'))
      return answer(400, { error: { code: 'bad_request', message: '', data: { path: 'present' } } })
    if (method === 'DELETE') return answer(200, { data: {} })
    if (method === 'POST' && String(init?.body).includes('wrong'))
      return answer(401, { error: { code: 'unauthenticated', message: '' } })
    if (method === 'GET' && state === 'door') return Promise.resolve(new Response(null, { status: 204 }))
    return answer(200, { data: access })
  },
  after: world.after,
})
const client = createFakeAgentClient({
  now: Date.now,
  rows: state === 'empty' || state === 'loading' ? 0 : Number(wish.get('rows') ?? 10_000),
  ready: state !== 'loading',
  noFlows: state === 'empty',
  noHelp: state === 'empty',
  noArticles: state === 'empty',
  helpLocales: ['en', 'et', 'de'],
  articleCount: Number(wish.get('articles') ?? 6),
  latencyMs: 250,
  loadedEntries: Number(wish.get('loaded') ?? 10_000),
})
const desk = createConsole({
  world,
  session,
  clientFor: () => client,
  firstDay: { offered: signal(false), open: () => {} },
})

dressPage(document, world, desk.title)
if (wish.get('dir') === 'rtl') document.documentElement.dir = 'rtl'
const root = document.getElementById('root')
if (root) render(h(App, { session, desk: desk.desk, words: world.words }), root)
void session.check()

if (state === 'offline') client.controls.setStatus({ state: 'waiting', retryAt: Date.now() + 14_000 })
if (state === 'refused')
  client.controls.setStatus({ state: 'refused', code: 'upgrade_required', message: '' })
if (wish.has('offers')) {
  client.controls.offer(idOf(3), 26_000)
  if (wish.get('offers') === '2') client.controls.offer(idOf(7), 9_000)
}
Object.assign(window, { preview: { controls: client.controls, idOf, bigConversation } })
