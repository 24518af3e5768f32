// @vitest-environment node
/** The lean engine against a stock Socket.IO server, and against others that answer in its place. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock } from '@docent/client/browser'
import { Server, type ServerOptions, type Socket } from 'socket.io'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type EngineOptions, openEngine } from './engine.ts'

type Conn = Socket['conn']

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A relay, and what it hears under Socket.IO. */
async function relay(options: Partial<ServerOptions> = {}) {
  const http = createServer()
  const io = new Server(http, { serveClient: false, ...options })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
  closing.push(() => io.close())
  const heard: string[] = []
  const conns: Conn[] = []
  io.engine.on('connection', (conn: Conn) => {
    // Socket.IO would close a connection whose texts are no packets of its own.
    conn.removeAllListeners('data')
    conns.push(conn)
    conn.on('message', (text: string) => heard.push(text))
  })
  const { port } = http.address() as AddressInfo
  return { address: new URL(`http://127.0.0.1:${port}/socket.io/?site=demo`), heard, conns }
}

/** A connection and what it tells. */
function connect(options: Partial<EngineOptions> & Pick<EngineOptions, 'address'>) {
  const told: unknown[] = []
  const connection = openEngine({
    transports: ['websocket', 'polling'],
    openWebSocket: (to) => new WebSocket(to),
    fetch,
    after: systemClock.after,
    heard: {
      opened: () => told.push('opened'),
      message: (text) => told.push(text),
      ended: (why) => told.push(['ended', why]),
    },
    ...options,
  })
  closing.push(connection.close)
  return { ...connection, told }
}

const until = (seen: () => void) => vi.waitFor(seen, { timeout: 5_000, interval: 10 })
const numbers = Array.from({ length: 60 }, (_, at) => `message ${at}`)
const pollingFirst = ['polling', 'websocket'] as const
const carriers = (conns: readonly Conn[]) => conns.map(({ transport }) => transport.name)

describe.each([
  ['WebSocket', {}, {}],
  ['polling, where no WebSocket gets through', { transports: ['polling'] }, {}],
  ['polling that goes over to WebSocket', {}, { transports: pollingFirst }],
] as const)('over %s', (_what, ofRelay, ofConnection) => {
  const open = async () => {
    const there = await relay(ofRelay as Partial<ServerOptions>)
    return { ...there, ...connect({ address: there.address, ...ofConnection }) }
  }

  it('[CON2] texts go and come in order, each once', async () => {
    const { conns, heard, send, told } = await open()
    await until(() => expect(told).toEqual(['opened']))
    for (const one of numbers) {
      send(one)
      conns[0]?.write(one)
      if (one.endsWith('0')) await new Promise(setImmediate)
    }
    await until(() => expect(heard).toEqual(numbers))
    await until(() => expect(told).toEqual(['opened', ...numbers]))
  })

  it('[CON1] it lives as long as the relay pings', async () => {
    const there = await relay({
      ...(ofRelay as Partial<ServerOptions>),
      pingInterval: 40,
      pingTimeout: 2_000,
    })
    const { told, send } = connect({ address: there.address, ...ofConnection })
    const pongs: string[] = []
    await until(() => expect(there.conns).toHaveLength(1))
    there.conns[0]?.on('packet', ({ type }: { type: string }) => pongs.push(type))
    await until(() => expect(pongs.filter((type) => type === 'pong').length).toBeGreaterThan(3))
    send('still here')
    await until(() => expect(there.heard).toEqual(['still here']))
    expect(told).toEqual(['opened'])
  })

  it('the relay hears what was sent before it was closed, and that it was', async () => {
    const { conns, heard, send, close, told } = await open()
    await until(() => expect(told).toEqual(['opened']))
    send('last words')
    close()
    await until(() => expect(heard).toEqual(['last words']))
    await until(() => expect(conns[0]?.readyState).toBe('closed'))
    expect(told).toEqual(['opened'])
  })

  it('says once that the relay ended it', async () => {
    const { conns, told } = await open()
    await until(() => expect(told).toEqual(['opened']))
    conns[0]?.close()
    await until(() => expect(told).toEqual(['opened', ['ended', 'transport close']]))
  })

  it('nothing is told after it was closed, be it before hands were shaken', async () => {
    const { close, conns, told } = await open()
    close()
    // It may never have come in; if it has, the relay hears that it is gone.
    await until(() => expect(conns.every(({ readyState }) => readyState === 'closed')).toBe(true))
    expect(told).toEqual([])
  })
})

it('[CON2] goes over from polling to a WebSocket', async () => {
  const { address, conns } = await relay()
  connect({ address, transports: pollingFirst })
  await until(() => expect(carriers(conns)).toEqual(['polling']))
  await until(() => expect(carriers(conns)).toEqual(['websocket']))
})

it('[CON2] goes on polling while a WebSocket does not answer', async () => {
  const { address, conns, heard } = await relay({ pingInterval: 40 })
  const swallows = { send: vi.fn(), close: vi.fn() } as unknown as WebSocket
  const { send, told, close } = connect({
    address,
    transports: pollingFirst,
    openWebSocket: () => swallows,
  })
  await until(() => expect(told).toEqual(['opened']))
  swallows.onopen?.(new Event('open'))
  send('over polling')
  await until(() => expect(heard).toEqual(['over polling']))
  swallows.onclose?.(new Event('close') as CloseEvent)
  send('still')
  await until(() => expect(heard).toEqual(['over polling', 'still']))
  expect(carriers(conns)).toEqual(['polling'])
  close()
  expect(swallows.close).toHaveBeenCalled()
})

it('[CON3] no request over polling is larger than what the relay takes, however much waits', async () => {
  const { address, heard } = await relay({ transports: ['polling'], maxHttpBufferSize: 2_000 })
  const { send, told } = connect({ address })
  await until(() => expect(told).toEqual(['opened']))
  const long = numbers.map((one) => one + 'ä€😀'.repeat(20))
  for (const one of long) send(one)
  await until(() => expect(heard).toEqual(long))
})

it('ends where the relay is silent for longer than it said', async () => {
  const { address } = await relay()
  const waits: { milliseconds: number; act: () => void }[] = []
  const { told } = connect({
    address,
    after: (milliseconds, act) => {
      waits.push({ milliseconds, act })
      return () => {}
    },
  })
  await until(() => expect(told).toEqual(['opened']))
  expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([45_000])
  waits[0]?.act()
  expect(told).toEqual(['opened', ['ended', 'transport close']])
})

it('[IDN5] a page that the relay does not serve gets its reason, once no transport is left', async () => {
  const { address } = await relay({ allowRequest: (_request, decide) => decide(null, false) })
  const { told } = connect({ address })
  const context = { responseText: '{"code":4,"message":"Forbidden"}' }
  await until(() => expect(told).toEqual([['ended', expect.objectContaining({ context })]]))
})

it('tries the next transport where the page may not have the first one', async () => {
  const { address } = await relay()
  const { told } = connect({
    address,
    openWebSocket: () => {
      throw new Error('not here')
    },
  })
  await until(() => expect(told).toEqual(['opened']))
})

it('ends once, and asks no more, where something answers that is no relay', async () => {
  const answers = vi.fn(async () => new Response('<html>Sign in to this network</html>'))
  const { told } = connect({
    address: new URL('http://portal.example/'),
    transports: ['polling'],
    fetch: answers,
  })
  await until(() => expect(told).toEqual([['ended', expect.any(Error)]]))
  expect(answers).toHaveBeenCalledTimes(1)
})

it('asks with the protocol, the transport and what the address says', async () => {
  const asked: string[] = []
  const refused = connect({
    address: new URL('https://relay.example/chat/socket.io/?site=demo'),
    openWebSocket: (to) => {
      asked.push(to)
      throw new Error('not here')
    },
    fetch: async (to) => {
      asked.push(String(to))
      throw new TypeError('Failed to fetch')
    },
  })
  await until(() => expect(refused.told).toHaveLength(1))
  expect(asked).toEqual([
    'wss://relay.example/chat/socket.io/?site=demo&EIO=4&transport=websocket',
    'https://relay.example/chat/socket.io/?site=demo&EIO=4&transport=polling',
  ])
})
