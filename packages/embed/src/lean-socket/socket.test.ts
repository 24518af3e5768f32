import { expect, it } from 'vitest'
import { createFakeEngine } from './fake-engine.ts'
import { createSocket } from './socket.ts'

function connected() {
  const engine = createFakeEngine()
  const listening = new Set<() => void>()
  const socket = createSocket({
    namespace: '/visitor',
    auth: { token: 't' },
    open: () => engine,
    onOffline(listener) {
      listening.add(listener)
      return () => listening.delete(listener)
    },
  })
  const goOffline = () => {
    for (const act of listening) act()
  }
  const heard: unknown[] = []
  socket.onAny((event, payload) => heard.push([event, payload]))
  socket.on('disconnect', (reason) => heard.push(['disconnect', reason]))
  socket.on('connect_error', (error) => heard.push(['connect_error', { data: undefined, ...error }.data]))
  socket.connect()
  engine.fire('open')
  return { engine, socket, heard, listening, goOffline }
}

type Connected = ReturnType<typeof connected>

it('enters the namespace with its auth', () => {
  expect(connected().engine.sent).toEqual(['0/visitor,{"token":"t"}'])
})

it('hears events, and leaves alone what is not for it', () => {
  const { engine, heard } = connected()
  for (const packet of [
    '0/visitor,{"sid":"x"}',
    '2/visitor,["head",{"heads":[]}]',
    '2/visitor,{"no":1}',
    '2/visitor,[5',
    '9',
    '',
  ])
    engine.fire('message', packet)
  engine.fire('message', new ArrayBuffer(2))
  expect(heard).toEqual([['head', { heads: [] }]])
})

it('gives each request its own answer, whatever the order', () => {
  const { engine, socket } = connected()
  const replies: unknown[] = []
  socket.emit('a', { n: 1 }, (reply) => replies.push(['a', reply]))
  socket.emit('b', { n: 2 }, (reply) => replies.push(['b', reply]))
  expect(engine.sent.slice(1)).toEqual(['2/visitor,0["a",{"n":1}]', '2/visitor,1["b",{"n":2}]'])
  for (const packet of [
    '3/visitor,1[{"ok":true}]',
    '3/visitor,0[{"ok":false}]',
    '3/visitor,0[{"ok":true}]',
    '3/visitor,7[1]',
  ])
    engine.fire('message', packet)
  expect(replies).toEqual([
    ['b', { ok: true }],
    ['a', { ok: false }],
  ])
})

it('says why the namespace refused it, once, and closes', () => {
  const { engine, heard } = connected()
  engine.fire('message', '4/visitor,{"message":"refused","data":{"code":"forbidden"}}')
  engine.fire('close', 'forced close')
  expect(heard).toEqual([['connect_error', { code: 'forbidden' }]])
  expect(engine.isClosed()).toBe(true)
})

it.each([
  ['the relay ends it', 'message', '1/visitor,', ['disconnect', 'io server disconnect']],
  ['the transport closes', 'close', 'transport close', ['disconnect', 'transport close']],
  ['the transport fails', 'error', new Error('x'), ['connect_error', undefined]],
] as const)('tells once that %s', (_what, event, payload, told) => {
  const { engine, heard } = connected()
  engine.fire(event, payload)
  engine.fire('close', 'again')
  expect(heard).toEqual([told])
})

it('ends when the browser lost its network, which a dead transport may not notice for long', () => {
  const { engine, heard, goOffline } = connected()
  goOffline()
  expect(heard).toEqual([['disconnect', 'transport close']])
  expect(engine.isClosed()).toBe(true)
})

it.each([
  ['it was disconnected', (socket: Connected) => socket.socket.disconnect()],
  ['the relay ended it', ({ engine }: Connected) => engine.fire('message', '1/visitor,')],
  ['its transport failed', ({ engine }: Connected) => engine.fire('error', new Error('x'))],
  ['the network was lost', ({ goOffline }: Connected) => goOffline()],
])('[EMB4] listens to nothing after %s', (_what, act) => {
  const socket = connected()
  expect(socket.listening.size).toBe(1)
  act(socket)
  expect(socket.listening.size).toBe(0)
})

it('is silent after it was disconnected', () => {
  const { engine, socket, heard } = connected()
  socket.disconnect()
  engine.fire('message', '2/visitor,["head",{}]')
  engine.fire('close', 'forced close')
  expect(heard).toEqual([])
  expect(engine.isClosed()).toBe(true)
})
