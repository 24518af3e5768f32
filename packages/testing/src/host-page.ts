/** A customer's website: pages served from an origin of their own, with the headers that the customer chose. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HostSite {
  /** `http://127.0.0.1:port`, another origin than the relay's. */
  readonly url: string
  close(): Promise<void>
}

export interface HostSiteOptions {
  /** HTML by path; a path without a page answers with the page of `/`, as single-page apps do. */
  readonly pages: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

export async function serveHostSite({ pages, headers = {} }: HostSiteOptions): Promise<HostSite> {
  const answer = (response: ServerResponse, status: number, html: string) =>
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html)
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    if (pathname === '/favicon.ico') response.writeHead(204).end()
    else answer(response, 200, pages[pathname] ?? pages['/'] ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A page with the script tag as the documents say it. */
export const pageWithWidget = (
  relayUrl: string,
  more: { readonly head?: string; readonly body?: string; readonly times?: number } = {},
): string => {
  const tag = `<script async src="${relayUrl}/embed.js" data-site="demo"></script>`
  return pageWithoutWidget({ ...more, head: `${more.head ?? ''}${tag.repeat(more.times ?? 1)}` })
}

/** The same page as its customer had it before. */
export const pageWithoutWidget = (more: { readonly head?: string; readonly body?: string } = {}): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A customer’s page</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${more.head ?? ''}</head>
<body><main><h1>Boats for rent</h1>${more.body ?? '<p>Small boats, fair prices.</p>'}</main></body></html>`
