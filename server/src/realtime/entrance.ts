/**
 * Who comes in at all, joined: the load that the relay can bear (overload), the gate before anything else, the gateway
 * of Socket.IO, and the farewell to those who are in. Knows nothing of what is said once they are in.
 */
import type { Server as HttpServer } from 'node:http'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { OwnAddress } from '../http/own-address.ts'
import type { Sites } from '../sites/sites.ts'
import { createAdmissionGate } from './admission-gate.ts'
import { createFarewell } from './farewell.ts'
import { createGateway } from './gateway.ts'
import { createOverload } from './overload.ts'

interface Options {
  readonly http: HttpServer
  readonly config: Pick<Config, 'trustProxy' | 'timings' | 'limits'>
  readonly own: OwnAddress
  readonly sites: Pick<Sites, 'find' | 'allowsOrigin'>
  /** How many writes wait for their commit. */
  readonly queueDepth: () => number
  readonly clock: Clock
}

export type Entrance = ReturnType<typeof createEntrance>

export function createEntrance({ http, config, own, sites, queueDepth, clock }: Options) {
  const { limits, timings, trustProxy } = config
  const overload = createOverload(limits, queueDepth)
  const gate = createAdmissionGate({
    connectionsPerMinute: limits.connectionsPerMinute,
    trustProxy,
    overload: overload.check,
    clock,
  })
  const gateway = createGateway({
    http,
    basePath: own.basePath,
    config,
    findSite: sites.find,
    allowsOrigin: sites.allowsOrigin,
    isOwn: own.isOwn,
    closedTo: gate.check,
  })
  const farewell = createFarewell(gateway)

  return {
    gateway,
    overload: overload.check,
    reconnectWindowMs: farewell.reconnectWindowMs,
    /** Begins to watch the load: what came before, the start itself, says nothing about it. */
    start: overload.start,
    /** Nobody comes in any more, and who is in is told that the relay goes. */
    shut(): void {
      gate.shut()
      farewell.say()
    },
    async close(): Promise<void> {
      await farewell.part(timings.shutdown / 5)
      await gateway.io.close()
      overload.close()
      gate.close()
    },
  }
}
