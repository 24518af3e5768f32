/**
 * The yardstick: a bare Socket.IO server that acknowledges and forwards the same messages and stores nothing.
 * It answers the commands that the driver says, in the same form and bytes, and promises nothing.
 */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { Server, type Socket } from 'socket.io'

interface Sent {
  readonly conversationId: string
  readonly cmid: string
  readonly parts: readonly unknown[]
}

const http = createServer((request, response) => {
  response.writeHead(request.url === '/healthz' ? 200 : 404).end()
})
// The same settings as the relay's, so that only what is done differs.
const io = new Server(http, {
  transports: ['websocket', 'polling'],
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
  maxHttpBufferSize: 64 * 1024,
  pingInterval: 15_000,
  pingTimeout: 10_000,
})
const seqs = new Map<string, number>()

function store(socket: Socket, { conversationId, cmid, parts }: Sent) {
  const seq = (seqs.get(conversationId) ?? 0) + 1
  seqs.set(conversationId, seq)
  const id = randomUUID()
  const at = Date.now()
  const author = { kind: 'visitor', id: socket.id, name: '' }
  const entry = { id, conversationId, seq, at, author, via: 'widget', cmid, kind: 'message', parts }
  const room = `conversation:${conversationId}`
  for (const namespace of ['/visitor', '/agent'])
    io.of(namespace).to(room).except(socket.id).emit('entry:appended', { entry })
  return { seq, id, at, duplicate: false }
}

for (const namespace of ['/visitor', '/agent']) {
  io.of(namespace).on('connection', (socket) => {
    socket.emit('ready', { protocol: 1, now: Date.now(), epoch: 'bare', reconnectWindowMs: 2_000 })
    socket.on('conversation:start', (request: Sent, reply: (answer: unknown) => void) => {
      void socket.join(`conversation:${request.conversationId}`)
      reply({ ok: true, data: store(socket, request) })
    })
    socket.on('conversation:sync', (request: Sent, reply: (answer: unknown) => void) => {
      void socket.join(`conversation:${request.conversationId}`)
      reply({
        ok: true,
        data: { kind: 'entries', entries: [], headSeq: 0, headId: null, more: false, epoch: 'bare' },
      })
    })
    socket.on('message:send', (request: Sent, reply: (answer: unknown) => void) => {
      reply({ ok: true, data: store(socket, request) })
    })
  })
}

http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('the bare relay has no port')
  process.stdout.write(`listening on http://127.0.0.1:${address.port}\n`)
})
process.once('SIGTERM', () => process.exit(0))
