/** What the relay's own pages (console and demo) tell browsers to refuse. Knows nothing of what is on them. */
import type { RequestHandler } from 'express'
import helmet from 'helmet'

const self = "'self'"
const none = "'none'"

interface Options {
  readonly secure: boolean
  readonly basePath: string
}

/** Nothing but what the relay itself serves; no string becomes script or markup; no page may frame it. */
export const consoleHeaders = (options: Options): RequestHandler =>
  pageHeaders(options, { 'frame-ancestors': [none], 'manifest-src': [self] })

/** The demo plays the part of a site, so it is as strict as a careful one. */
export const demoHeaders = (options: Options): RequestHandler =>
  pageHeaders(options, { 'frame-ancestors': [self] })

function pageHeaders({ secure }: Options, more: Record<string, string[]>): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': [none],
        'script-src': [self],
        'style-src': [self],
        'img-src': [self, 'data:'],
        'font-src': [self],
        'media-src': [self],
        'base-uri': [self],
        'form-action': [self],
        // Safari before 15.4 does not count a socket of the same host as 'self'.
        'connect-src': [self, (request) => socketsOf(request.headers.host, secure)],
        'require-trusted-types-for': ["'script'"],
        ...more,
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // The demo's page loads the widget; nothing of another origin is ever embedded in either page.
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    xFrameOptions: { action: 'sameorigin' },
  })
}

/** Only a plain host and port: what a client wrote into the header must not write a policy. */
const socketsOf = (host: string | undefined, secure: boolean): string =>
  host !== undefined && /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host)
    ? `${secure ? 'wss' : 'ws'}://${host}`
    : self
