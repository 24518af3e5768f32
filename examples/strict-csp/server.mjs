// Serves one page under a policy that permits nothing but what is named: the strictest that a page with a script can have.
// RELAY: the relay's address. PORT: where to listen; 0 lets the system choose.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const relay = new URL(process.env.RELAY ?? 'http://127.0.0.1:4000').origin
const sockets = relay.replace(/^http/, 'ws')
const page = readFileSync(new URL('index.html', import.meta.url), 'utf8')

/** @param {string} nonce */
const policy = (nonce) =>
  [
    "default-src 'none'",
    // The nonce trusts the one script tag, `strict-dynamic` what that script loads itself.
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `connect-src ${relay} ${sockets}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')

const server = createServer((request, response) => {
  if (request.url === '/favicon.ico') {
    response.writeHead(204).end()
    return
  }
  const nonce = randomBytes(16).toString('base64')
  response
    .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy(nonce) })
    .end(page.replaceAll('{{nonce}}', nonce).replaceAll('{{relay}}', relay))
})

server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') process.stdout.write(`http://127.0.0.1:${address.port}\n`)
})
