/** Figures for a monitor, in Prometheus' form; read from this machine or with a token. Knows nothing of what it counts. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { RequestHandler } from 'express'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { isLoopback } from './own-address.ts'

export interface Metrics {
  /** Shows a figure that is read whenever somebody asks. */
  gauge(name: string, help: string, read: () => number): void
  counter(name: string, help: string): { add(amount?: number): void }
  /** How values are spread, by how many are up to each of the `buckets`. */
  histogram(name: string, help: string, buckets: readonly number[]): { observe(value: number): void }
  /** All figures as text. */
  text(): Promise<{ readonly contentType: string; readonly body: string }>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers: [registry],
        collect() {
          this.set(read())
        },
      })
    },
    counter(name, help) {
      const counter = new Counter({ name, help, registers: [registry] })
      return { add: (amount = 1) => counter.inc(amount) }
    },
    histogram(name, help, buckets) {
      const histogram = new Histogram({ name, help, buckets: [...buckets], registers: [registry] })
      return { observe: (value) => histogram.observe(value) }
    },
    text: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  }
}

/** Without a token only for programs on this machine; a request that a proxy passed on comes from elsewhere. */
export function metricsRoute(metrics: Metrics, token: string | null): RequestHandler {
  return async (request, response) => {
    const given = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1]
    const proxied = ['forwarded', 'x-forwarded-for', 'via'].some((name) => name in request.headers)
    const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
    const allowed =
      given !== undefined ? token !== null && same(given, token) : !proxied && isLoopback(address)
    if (!allowed) {
      response
        .status(403)
        .type('text')
        .send('Read this from the machine itself, or with the token of the relay.\n')
      return
    }
    const { contentType, body } = await metrics.text()
    response.type(contentType).set('Cache-Control', 'no-store').send(body)
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
