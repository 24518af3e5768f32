/** What a test can tell the hooked relay. */
import { join } from 'node:path'

export const killPoints = ['before COMMIT', 'between COMMIT and ack', 'between ack and publication'] as const
export type KillPoint = (typeof killPoints)[number]

export type HookedRelayMessage =
  /** Ends the process at the `after`th pass of a point. */
  | { readonly tell: 'kill'; readonly at: KillPoint; readonly after: number }
  /** Stores and acknowledges the next entries without telling anybody else. */
  | { readonly tell: 'lose'; readonly publications: number }
  /** Holds a transaction open for so long, then rolls it back. */
  | { readonly tell: 'hold'; readonly ms: number }

export const hookedRelay = join(import.meta.dirname, 'hooked-relay.ts')
