/** What the driver does and what it finds, as the orchestrator and the driver say it to each other. */

/** Where and as whom the driver connects. */
export interface Target {
  readonly url: string
  /** `Cookie` headers of signed-in agents; sockets share them in turn. */
  readonly cookies: readonly string[]
}

export type Scenario =
  | {
      /** One message in flight in each conversation, as fast as acks come. */
      readonly kind: 'throughput'
      readonly visitors: number
      readonly conversationsEach: number
      readonly agents: number
      readonly warmUpMs: number
      readonly measureMs: number
      /** Then, on the same connections: so many messages a second, for so long. */
      readonly latency: { readonly perSecond: number; readonly warmUpMs: number; readonly measureMs: number }
    }
  | {
      /** Idle sockets, then all of them reconnecting at once. */
      readonly kind: 'sockets'
      readonly count: number
      /** How many handshakes run side by side while the idle sockets are made. */
      readonly atOnce: number
      readonly reconnectWithinMs: number
    }

export type Finding =
  | {
      readonly kind: 'throughput'
      readonly messagesPerSecond: number
      /** Acks that came, and what reached the agents: the second must be the first. */
      readonly acknowledged: number
      readonly forwarded: number
      /** Milliseconds. */
      readonly p50: number
      readonly p99: number
      readonly latencySamples: number
      /** Share of one core that the driver itself took while it measured throughput: near 1 it was the limit. */
      readonly driverLoad: number
    }
  | {
      readonly kind: 'sockets'
      readonly count: number
      readonly reconnected: number
      readonly refusedMeanwhile: number
      readonly allBackMs: number
    }

/** What the driver says while it works, on its standard output, one JSON value a line. */
export type DriverLine =
  | { readonly say: string }
  /** The idle sockets stand: the orchestrator looks at the relay's memory now and answers `go` on standard input. */
  | { readonly idle: number }
  | { readonly finding: Finding }

/** 200 bytes, as everybody's message in the comparison. */
export const messageText = 'The quick brown fox jumps over the lazy dog. '.repeat(5).slice(0, 200)
