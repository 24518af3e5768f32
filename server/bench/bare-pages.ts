/** The yardstick of pages: a bare Express that answers with bytes it was given, so that only what makes a page differs. */
import express from 'express'

interface Page {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly html: string
}

const pages = new Map<string, Page>()
const app = express().disable('etag')
app.get('/healthz', (_request, response) => response.end())
app.use((request, response) => {
  const page = pages.get(request.originalUrl)
  if (page) response.set(page.headers).send(page.html)
  else response.status(404).end()
})
process.on('message', (page: Page) => pages.set(page.path, page))

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the bare pages have no port')
  process.stdout.write(`listening on http://127.0.0.1:${address.port}\n`)
})
process.once('SIGTERM', () => process.exit(0))
