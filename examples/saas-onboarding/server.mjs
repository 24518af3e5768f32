// Quillboard, a small product of several pages: accounts, projects, stories, invitations. Keeps everything in memory.
// It shows the two things that a product's own server does for its widget: it vouches for who is signed in,
// and it tells of what happens where no page sees it.
//   RELAY        the relay's address                        PORT        where to listen; 0 lets the system choose
//   SITE         the site's key (quillboard)                KEY_ID, KEY_SECRET   from `docent site key add`
//   EVENTS_KEY   from `docent key add --scope events:write`
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const {
  RELAY = 'http://127.0.0.1:4000',
  PORT = '8080',
  SITE = 'quillboard',
  KEY_ID,
  KEY_SECRET,
  EVENTS_KEY,
} = process.env

const types = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
}

/** Pages by path, read anew each time, so that a change shows after a reload. */
const pages = {
  '/': 'index.html',
  '/projects': 'projects.html',
  '/board': 'board.html',
  '/settings': 'settings.html',
  '/app.js': 'app.js',
  '/pages.js': 'pages.js',
  '/parts.js': 'parts.js',
  '/styles.css': 'styles.css',
  '/mark.svg': 'mark.svg',
}

/** Accounts by the value of their cookie. */
const accounts = new Map()

const stages = ['Ideas', 'Writing', 'Editing', 'Published']

const newAccount = ({ name, email }) => ({
  id: randomUUID(),
  name,
  email,
  projects: [],
  teammates: [],
  settings: { digest: 'weekly', timeZone: 'Europe/Riga', wordGoal: 800, signature: '' },
})

const base64url = (value) => Buffer.from(value).toString('base64url')

/** Signs who is signed in, for ten minutes: the relay believes this, and nothing that a page says. */
function tokenFor(account) {
  if (!KEY_ID || !KEY_SECRET) return null
  const now = Math.floor(Date.now() / 1_000)
  const head = base64url(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: KEY_ID }))
  const claims = base64url(
    JSON.stringify({
      sub: account.id,
      name: account.name,
      email: account.email,
      aud: SITE,
      iat: now,
      exp: now + 600,
    }),
  )
  const signature = createHmac('sha256', Buffer.from(KEY_SECRET, 'base64url'))
    .update(`${head}.${claims}`)
    .digest('base64url')
  return `${head}.${claims}.${signature}`
}

/** Tells the relay of something that happened here. The id makes a repeated report count once. */
async function tell(account, name, properties) {
  if (!EVENTS_KEY) return
  const event = { eventId: randomUUID(), user: account.id, name, properties }
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await fetch(`${RELAY}/api/v1/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${EVENTS_KEY}` },
      body: JSON.stringify({ events: [event] }),
    }).catch(() => null)
    if (response?.ok) return
    if (response && response.status < 500 && response.status !== 429) {
      process.stderr.write(`The event "${name}" was refused: ${await response.text()}\n`)
      return
    }
    await new Promise((next) => setTimeout(next, 500 * 2 ** attempt))
  }
}

const text = (value, most = 80) =>
  String(value ?? '')
    .trim()
    .slice(0, most)

/** What the pages ask of the server. Each answers with what is shown next, or with a sentence about what is wrong. */
const calls = {
  'GET /api/me': (account) => account,
  'GET /api/docent-token': (account) => ({ token: tokenFor(account) }),
  'POST /api/projects': (account, { title, kind }) => {
    if (!text(title)) return { error: 'Give the project a name.' }
    const project = {
      id: randomBytes(4).toString('hex'),
      title: text(title),
      kind: text(kind, 20),
      stories: [
        { id: randomUUID(), title: 'Read me first', stage: 0, words: 120 },
        { id: randomUUID(), title: 'An interview with the editor', stage: 1, words: 430 },
      ],
    }
    account.projects.push(project)
    return project
  },
  'POST /api/stories': (account, { project: id, title }) => {
    const project = account.projects.find((one) => one.id === id)
    if (!project) return { error: 'This project is gone.' }
    if (!text(title)) return { error: 'Give the story a title.' }
    const story = { id: randomUUID(), title: text(title), stage: 0, words: 0 }
    project.stories.push(story)
    return story
  },
  'POST /api/stories/move': (account, { project: id, story: storyId }) => {
    const story = account.projects.find((one) => one.id === id)?.stories.find((one) => one.id === storyId)
    if (!story) return { error: 'This story is gone.' }
    story.stage = Math.min(stages.length - 1, story.stage + 1)
    return story
  },
  'POST /api/invitations': (account, { email }) => {
    if (!/^\S+@\S+$/.test(text(email))) return { error: 'That does not look like an e-mail address.' }
    account.teammates.push({ email: text(email), since: Date.now() })
    // A page could say this too; a server also knows of invitations that were made by an import, or by a colleague.
    void tell(account, 'teammate.invited', { teammates: account.teammates.length })
    return account.teammates
  },
  'POST /api/settings': (account, settings) => {
    account.settings = {
      digest: ['daily', 'weekly', 'never'].includes(settings.digest) ? settings.digest : 'weekly',
      timeZone: text(settings.timeZone),
      wordGoal: Math.min(20_000, Math.max(0, Math.round(Number(settings.wordGoal) || 0))),
      signature: text(settings.signature, 300),
    }
    return account.settings
  },
}

const cookieOf = (request) => /(?:^|; )quillboard=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]

async function bodyOf(request) {
  let body = ''
  for await (const chunk of request) {
    body += chunk
    if (body.length > 10_000) throw new Error('too long')
  }
  return body ? JSON.parse(body) : {}
}

function send(response, status, value, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers })
  response.end(JSON.stringify(value))
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://host')
  try {
    if (pathname === '/favicon.ico') return response.writeHead(204).end()
    const file = pages[pathname]
    if (file) {
      const content = readFileSync(new URL(`pages/${file}`, import.meta.url), 'utf8')
      const type = types[file.split('.').at(-1)]
      return response
        .writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-cache' })
        .end(content.replaceAll('{{relay}}', RELAY).replaceAll('{{site}}', SITE))
    }
    if (request.method === 'POST' && pathname === '/api/sign-up') {
      const { name, email } = await bodyOf(request)
      if (!text(name)) return send(response, 400, { error: 'Tell us your name.' })
      if (!/^\S+@\S+$/.test(text(email)))
        return send(response, 400, { error: 'That does not look like an e-mail address.' })
      const cookie = randomBytes(24).toString('base64url')
      accounts.set(cookie, newAccount({ name: text(name), email: text(email) }))
      return send(response, 200, {}, { 'Set-Cookie': `quillboard=${cookie}; Path=/; HttpOnly; SameSite=Lax` })
    }
    const account = accounts.get(cookieOf(request))
    const call = calls[`${request.method} ${pathname}`]
    if (!call) return send(response, 404, { error: 'There is no such page.' })
    if (!account) return send(response, 401, { error: 'Sign up first.' })
    const answer = call(account, request.method === 'POST' ? await bodyOf(request) : {})
    return send(response, answer?.error ? 400 : 200, answer)
  } catch {
    return send(response, 400, { error: 'That could not be read.' })
  }
})

server.listen(Number(PORT), '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') process.stdout.write(`http://127.0.0.1:${address.port}\n`)
})
