/** Where browsers find this relay: its origins and base path. Knows the settings, not the requests. */
import { networkInterfaces } from 'node:os'
import type { Config } from '../config.ts'

export interface OwnAddress {
  /** The path before every address, without a slash at its end; empty where there is none. */
  readonly basePath: string
  /** True where browsers reach the relay by https. */
  readonly secure: boolean
  /** Every origin under which its pages may be open. */
  origins(): readonly string[]
  /** The address to print, without a slash at its end. */
  url(): string
  /** Whether a request comes from one of the relay's own pages [IDN4]; `host` is its `Host` header. */
  isOwn(origin: string | undefined, host: string | undefined): boolean
}

interface Options extends Pick<Config, 'publicUrl' | 'host'> {
  /** The port that it really listens on; asked late, since with PORT=0 the system chooses it. */
  readonly port: () => number
}

const loopback = ['127.0.0.1', 'localhost', '[::1]']

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)

const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::' || host === '[::]'

export function createOwnAddress({ publicUrl, host, port }: Options): OwnAddress {
  const url = publicUrl === null ? null : new URL(publicUrl)
  const at = (name: string): string => new URL(`http://${name}:${port()}`).origin

  /** Names by which a page of the relay can be open; a stranger's name that leads here is none of them. */
  function names(): readonly string[] {
    if (isLoopback(host)) return loopback
    if (!isWildcard(host)) return [bracketed(host)]
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
    return [...loopback, ...addresses.map(({ address }) => bracketed(address))]
  }

  const origins = (): readonly string[] => (url ? [url.origin] : [...new Set(names().map(at))])

  return {
    basePath: url ? url.pathname.replace(/\/+$/, '') : '',
    secure: url?.protocol === 'https:',
    origins,
    url: () => publicUrl ?? at(isWildcard(host) || isLoopback(host) ? '127.0.0.1' : bracketed(host)),
    isOwn(origin, hostHeader) {
      if (origin === undefined || origin === 'null') return false
      if (origins().includes(origin)) return true
      // Open to the network without PUBLIC_URL: nobody said by which names it is reached, so page and request must agree.
      return url === null && isWildcard(host) && hostHeader !== undefined && origin === `http://${hostHeader}`
    },
  }
}

const bracketed = (address: string): string => {
  const bare = address.replace(/%.*$/, '').replace(/^\[|\]$/g, '')
  return bare.includes(':') ? `[${bare}]` : bare
}
