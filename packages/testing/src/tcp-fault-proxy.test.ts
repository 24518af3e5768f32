import { createServer, type Socket, connect as tcpConnect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createSeededRandom } from './seeded-random.ts'
import { createTcpFaultProxy, type TcpFaultProxy } from './tcp-fault-proxy.ts'
import { waitUntil } from './wait-until.ts'

const undo: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

/** A server that says everything back, and what it heard. */
async function echo() {
  let heard = ''
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      heard += chunk.toString()
      socket.write(chunk)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  undo.push(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  return { port: (server.address() as { port: number }).port, heard: () => heard }
}

async function link(proxy: TcpFaultProxy) {
  const socket: Socket = tcpConnect(proxy.port, '127.0.0.1')
  let heard = ''
  let failed = ''
  socket.on('data', (chunk) => {
    heard += chunk.toString()
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    failed = error.code ?? ''
  })
  undo.push(() => void socket.destroy())
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  return { socket, heard: () => heard, failed: () => failed }
}

async function proxied() {
  const relay = await echo()
  const proxy = await createTcpFaultProxy({ port: relay.port, random: createSeededRandom(7) })
  undo.push(() => proxy.close())
  return { relay, proxy }
}

describe('the TCP fault proxy', () => {
  it('passes bytes both ways, in order while it delays', async () => {
    const { proxy } = await proxied()
    const { socket, heard } = await link(proxy)
    proxy.delay(20, 15)
    for (const word of ['a', 'b', 'c', 'd', 'e', 'f']) {
      socket.write(word)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await waitUntil(() => heard() === 'abcdef', { what: 'the echo' })
  })

  it('resets all links', async () => {
    const { proxy } = await proxied()
    const one = await link(proxy)
    one.socket.write('x')
    await waitUntil(() => one.heard() === 'x', { what: 'the echo' })
    proxy.resetAll()
    await waitUntil(() => one.failed() === 'ECONNRESET', { what: 'the reset' })
    expect(proxy.connections()).toEqual({ open: 0, ever: 1 })
  })

  it('swallows one direction of the links that stand, and leaves new ones good', async () => {
    const { proxy, relay } = await proxied()
    const silent = await link(proxy)
    silent.socket.write('1')
    await waitUntil(() => silent.heard() === '1', { what: 'the echo' })
    proxy.swallow('to-client')
    silent.socket.write('2')
    await waitUntil(() => relay.heard() === '12', { what: 'the relay to hear' })
    const good = await link(proxy)
    good.socket.write('3')
    await waitUntil(() => good.heard() === '3', { what: 'the echo on a new link' })
    expect(silent.heard()).toBe('1')
    expect(silent.failed()).toBe('')
  })

  it('loses the chunks that hold a text, and nothing else', async () => {
    const { proxy } = await proxied()
    const { socket, heard } = await link(proxy)
    proxy.lose('to-relay', 'secret', 1)
    for (const word of ['a', 'secret', 'secret', 'b']) {
      socket.write(word)
      await waitUntil(() => heard().endsWith(word) || proxy.lost() === 1, { what: `the echo of ${word}` })
    }
    await waitUntil(() => heard() === 'asecretb', { what: () => `the rest; heard ${heard()}` })
  })

  it('refuses a WebSocket and passes other requests', async () => {
    const { proxy } = await proxied()
    proxy.refuseUpgrades()
    const upgrade = await link(proxy)
    upgrade.socket.write('GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n')
    await waitUntil(() => upgrade.heard().startsWith('HTTP/1.1 400'), { what: 'the refusal' })
    const plain = await link(proxy)
    plain.socket.write('GET / HTTP/1.1\r\n\r\n')
    await waitUntil(() => plain.heard().startsWith('GET /'), { what: 'the echo' })
  })

  it('flaps until it is healed', async () => {
    const { proxy } = await proxied()
    proxy.flap(20, 20)
    const { failed } = await link(proxy)
    await waitUntil(() => failed() === 'ECONNRESET', { what: 'the link to go down' })
    proxy.heal()
    const after = await link(proxy)
    after.socket.write('x')
    await waitUntil(() => after.heard() === 'x', { what: 'the healed link' })
  })
})
