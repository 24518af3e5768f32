/** Pages as customers have them, with the renderer alone in them, under a strict content security policy. Knows no relay. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { launchBrowser, type TestBrowser, type TestPage } from '@docent/testing/browser'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { build } from 'vite'
import { leanShepherd } from '../../lean-shepherd.ts'

export interface HazardPage {
  readonly head?: string
  readonly body: string
  readonly css?: string
  /** Added to the address, such as `?locale=ar`. */
  readonly query?: string
  readonly context?: BrowserContextOptions
}

export interface HazardPages {
  readonly browser: TestBrowser
  /** Serves the page and opens it. */
  open(hazard: HazardPage): Promise<TestPage>
  /** The address of a page, for frames. @param host 127.0.0.1 and localhost are two origins */
  serve(hazard: HazardPage, host?: string): string
  close(): Promise<void>
}

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; frame-src *; connect-src 'self'"

/** @param entry what runs in the pages @param name the property of the window by which it is known to be there */
export async function openHazardPages(entry = './page-entry.ts', name = 'tour'): Promise<HazardPages> {
  const script = await bundle(entry)
  const files = new Map<string, readonly [type: string, text: string]>([
    ['/tour.js', ['text/javascript', script]],
  ])
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? '/', 'http://page').pathname)
    if (!file) return response.writeHead(204).end()
    response.writeHead(200, {
      'content-type': `${file[0]}; charset=utf-8`,
      'content-security-policy': policy,
    })
    return response.end(file[1])
  })
  const port = await listen(server)
  const browser = await launchBrowser()
  const viewport = { width: 1000, height: 700 }
  /** Most pages are tabs of one visitor: nothing of them is stored, and a browser of its own costs each another half second. */
  const first = await browser.newPage({ viewport })

  const serve: HazardPages['serve'] = ({ head = '', body, css = '', query = '' }, host = '127.0.0.1') => {
    const path = `/page-${files.size}`
    files.set(`${path}.css`, ['text/css', `body{margin:0;font:15px/1.5 sans-serif}${css}`])
    const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A customer’s page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="${path}.css">${head}
<script type="module" src="/tour.js"></script></head><body>${body}</body></html>`
    files.set(path, ['text/html', html])
    return `http://${host}:${port}${path}${query}`
  }
  return {
    browser,
    serve,
    open: async (hazard) => {
      const visitor = hazard.context
        ? await browser.newPage({ viewport, ...hazard.context })
        : await browser.newTab(first)
      await visitor.page.goto(serve(hazard))
      await visitor.page.waitForFunction((property) => property in window, name)
      return visitor
    },
    close: async () => {
      await browser.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  )

/** The entry and all that it needs as one script. */
async function bundle(entry: string): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('.', import.meta.url)),
    // As it leaves for a customer's page.
    plugins: [leanShepherd],
    resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      minify: false,
      target: 'chrome120',
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL(entry, import.meta.url)),
        output: { codeSplitting: false },
      },
    },
  })
  const output = Array.isArray(made) ? made[0]?.output : 'output' in made ? made.output : undefined
  const chunk = output?.find((one) => one.type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error('The hazard pages’ script was not built')
  return chunk.code
}

/** Shows a step at this target, with the words of a usual one. */
export const show = (
  page: Page,
  path: string | null,
  wanted: Parameters<Window['tour']['show']>[1] = {},
): Promise<void> => page.evaluate(([at, step]) => window.tour.show(at, step), [path, wanted] as const)

/** What the visitor did, as the renderer told it. */
export const heard = (page: Page): Promise<readonly unknown[][]> => page.evaluate(() => window.tour.heard)

/** Lets this much of the page's own time go by: for what must not happen, there is no condition to wait for. */
export const letPass = (page: Page, ms: number): Promise<void> =>
  page.evaluate((wait) => new Promise<void>((resolve) => setTimeout(resolve, wait)), ms)

/** Sets styles of the page's own elements, as its scripts would. */
export const restyle = (page: Page, path: string, styles: Readonly<Record<string, string>>): Promise<void> =>
  page.evaluate(
    ([at, wanted]) => {
      const element = window.tour.find(at) as HTMLElement | null
      for (const [name, value] of Object.entries(wanted)) element?.style.setProperty(name, value)
    },
    [path, styles] as const,
  )
/** Scrolls a box of the page, or the page itself, at once. */
export const scroll = (page: Page, path: string | null, left: number, top: number): Promise<void> =>
  page.evaluate(
    ([at, x, y]) => {
      if (at === null) window.scrollBy({ left: x, top: y, behavior: 'instant' })
      else window.tour.find(at)?.scrollBy({ left: x, top: y, behavior: 'instant' })
    },
    [path, left, top] as const,
  )
