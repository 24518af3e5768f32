/** Starts the console in a browser: real world, real engine, real session. */
import '@docent/ui/article.css'
import '@docent/ui/base.css'
import './styles/console.css'
import { createAgentClient } from '@docent/client/agent'
import { h, render } from 'preact'
import { App } from './app.tsx'
import { createConsole } from './console.ts'
import { createBrowserWorld, dressPage } from './outside/browser-world.ts'
import { createGreeting } from './outside/greeting.ts'
import { createSession } from './session/session.ts'

// The relay may live below a path of its own, behind a proxy: everything is found from where this page lies.
const base = new URL('../', document.baseURI)
const world = createBrowserWorld(window)
const session = createSession({
  address: new URL('api/v1/session', base).href,
  fetch: (input, init) => fetch(input, init),
  after: world.after,
})
const greeting = createGreeting({
  say: sayToWidget,
  session: session.state,
  address: new URL('api/v1/desk/token', base).href,
  fetch: (input, init) => fetch(input, init),
})
const desk = createConsole({
  world,
  session,
  firstDay: greeting,
  clientFor: (site) =>
    greeting.watch(createAgentClient({ url: base.origin, path: new URL('socket.io/', base).pathname, site })),
})

dressPage(document, world, desk.title)
const root = document.getElementById('root')
if (!root) throw new Error('The page of the console has no element with the id "root".')
render(h(App, { session, desk: desk.desk, words: world.words }), root)
void session.check()

/** The widget's own snippet: what is said before its script is there waits for it. */
function sayToWidget(...call: readonly unknown[]): unknown {
  const view = window as unknown as { Docent?: Stub }
  view.Docent ??= Object.assign((...said: unknown[]) => void view.Docent?.q?.push(said), {
    q: [] as unknown[],
  })
  return view.Docent(...call)
}

interface Stub {
  (...call: readonly unknown[]): unknown
  q?: unknown[]
}
