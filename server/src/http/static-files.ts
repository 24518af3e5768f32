/** The files that browsers load: the embed's script and chunks for any site, the console and the demo for our own pages. */
import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import express, { type RequestHandler, Router } from 'express'
import { consoleHeaders, demoHeaders } from './page-headers.ts'

export interface FilePlaces {
  /** Folders as the builds leave them. */
  readonly embed: string
  readonly console: string
  /** Null where the relay shows no demo. */
  readonly demo: string | null
}

interface Options {
  readonly places: FilePlaces
  readonly secure: boolean
  readonly basePath: string
}

/** Seconds. The loader's name is stable, so a new build must reach pages soon; what it names is hashed. */
const loaderAge = 300
const yearOfSeconds = 31_536_000

export function staticFiles({ places, ...page }: Options): Router {
  const router = Router({ strict: true })
  router.get('/embed.js', forAnySite, folder(places.embed, { maxAge: loaderAge }))
  router.use(
    '/embed/chunks',
    forAnySite,
    folder(`${places.embed}/chunks`, { maxAge: yearOfSeconds, immutable: true }),
  )
  // Beside the chunks' folder, under a stable name: what fetches it is part of a build that may be older.
  const beside = Router({ strict: true })
  beside.get('/builder.js', forAnySite, folder(places.embed, { maxAge: loaderAge }))
  router.use('/embed', beside)
  for (const [name, place, headers] of [
    ['console', places.console, consoleHeaders(page)],
    ['demo', places.demo, demoHeaders(page)],
  ] as const) {
    if (place === null) continue
    // Relative addresses in the pages need the slash.
    router.get(`/${name}`, (_request, response) => response.redirect(308, `${page.basePath}/${name}/`))
    router.use(`/${name}/`, headers, folder(place, { extensions: ['html'], hashed: /^\/assets\// }))
  }
  return router
}

/** Scripts that pages of any origin load, also with `crossorigin` and in isolated pages. */
const forAnySite: RequestHandler = (_request, response, next) => {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Timing-Allow-Origin': '*',
    'X-Content-Type-Options': 'nosniff',
  })
  next()
}

interface FolderOptions {
  /** Seconds; without it, browsers ask each time and are answered 304. */
  readonly maxAge?: number
  readonly immutable?: boolean
  readonly extensions?: string[]
  /** Paths whose names change with their content. */
  readonly hashed?: RegExp
}

function folder(
  place: string,
  { maxAge = 0, immutable = false, extensions = [], hashed }: FolderOptions,
): RequestHandler {
  if (!existsSync(place)) return notBuilt
  const files = express.static(place, {
    etag: true,
    maxAge: maxAge * 1_000,
    immutable,
    redirect: false,
    ...(extensions.length > 0 && { extensions }),
    setHeaders(response, file) {
      if (maxAge > 0) return
      const lasting = hashed?.test(file.slice(place.length).replaceAll('\\', '/'))
      response.setHeader(
        'Cache-Control',
        lasting ? `public, max-age=${yearOfSeconds}, immutable` : 'no-cache',
      )
    },
  })
  return (request, response, next) => {
    const compressed = compressedFor(place, request.path, request.acceptsEncodings('br', 'gzip'))
    if (!compressed) return files(request, response, next)
    const { url } = request
    response
      .type(extname(request.path))
      .set({ 'Content-Encoding': compressed.encoding, Vary: 'Accept-Encoding' })
    request.url = compressed.path
    // A build that replaces its files under the running relay may take this one away meanwhile.
    files(request, response, (error?: unknown) => {
      request.url = url
      response.removeHeader('Content-Encoding')
      next(error)
    })
  }
}

const compressible = /^[\w./-]+\.(?:js|css|svg|json)$/

/** The file that the build compressed beforehand, if there is one for what the browser takes. */
function compressedFor(
  place: string,
  path: string,
  accepted: string | false,
): { path: string; encoding: 'br' | 'gzip' } | null {
  if (!accepted || !compressible.test(path) || path.includes('..')) return null
  const encoding = accepted === 'br' ? 'br' : 'gzip'
  const name = `${path}.${encoding === 'br' ? 'br' : 'gz'}`
  return existsSync(place + name) ? { path: name, encoding } : null
}

const notBuilt: RequestHandler = (_request, response) => {
  response
    .status(503)
    .type('text')
    .send('This part is not built yet. Run "npm run build", then start the relay again.\n')
}
