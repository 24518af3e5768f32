/**
 * The door by which tools on the same machine ask a running relay: a socket file that only the relay's own user may open [STO1].
 * One JSON line in, one JSON line out. Knows no commands; passes names and input on.
 */
import { createHash } from 'node:crypto'
import { chmodSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { failure, type Reply } from '@docent/protocol'
import type { Logger } from '../logger.ts'
import { dataFault } from '../storage/data-fault.ts'
import type { Said } from './commands/command.ts'

export interface ControlSocket {
  /** Stops listening, and removes the file. Idempotent. */
  close(): Promise<void>
}

interface Options {
  readonly dataDir: string
  readonly run: (name: string, input: unknown) => Promise<Reply<unknown>>
  readonly logger: Logger
}

/** Systems take about 100 bytes for such a path; a longer one moves to the folder of temporary files. */
const longestPath = 100
/** Characters: a picture of the largest size, or a batch of articles with all of it escaped. */
const longestLine = 12 * 1024 * 1024

function socketPath(dataDir: string): string {
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return `\\\\.\\pipe\\docent-${name}`
  const path = join(resolve(dataDir), 'docent.sock')
  return Buffer.byteLength(path) <= longestPath ? path : join(tmpdir(), `docent-${name}.sock`)
}

/** To be called by a relay that holds the folder's lock: a file that lies there is of one that died. */
export async function openControlSocket({ dataDir, run, logger }: Options): Promise<ControlSocket> {
  const path = socketPath(dataDir)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', (error) => logger.debug({ err: error }, 'a tool went away'))
    readLine(socket, (line) => void answer(socket, line))
  })

  async function answer(socket: Socket, line: string): Promise<void> {
    const reply = await replyTo(line).catch((error: unknown): Reply<unknown> => {
      logger.error({ err: error }, 'a command of a tool failed')
      return { ok: false, error: failure('internal', 'The relay could not do this; its log says why.') }
    })
    socket.end(`${JSON.stringify(reply)}\n`)
  }

  async function replyTo(line: string): Promise<Reply<unknown>> {
    const request = parseRequest(line)
    if (request) return run(request.command, request.input)
    return {
      ok: false,
      error: failure('bad_request', 'Send {"command", "input"} as one line of JSON.', { path: '' }),
    }
  }

  if (process.platform !== 'win32') rmSync(path, { force: true })
  // The file is made with the right mode: no moment at which somebody else could open it.
  const mask = process.umask(0o177)
  try {
    await new Promise<void>((listening, failed) => {
      server.once('error', failed)
      server.listen(path, listening)
    })
  } finally {
    process.umask(mask)
  }
  if (process.platform !== 'win32') chmodSync(path, 0o600)
  server.on('error', (error) => logger.error({ err: error }, 'the socket for tools failed'))

  return {
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** The relay was told, and ended before it answered. */
export class RelayGone extends Error {}

/** Has the running relay of a data folder do something; null where none is running. */
export function askRelay<Output = Said>(
  dataDir: string,
  command: string,
  input: object,
): Promise<Reply<Output> | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath(dataDir))
    let answered = false
    socket.on('connect', () => socket.write(`${JSON.stringify({ command, input })}\n`))
    readLine(socket, (line) => {
      answered = true
      resolve(JSON.parse(line) as Reply<Output>)
      socket.end()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // No file, or the file of a relay that died.
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null)
      else reject(dataFault(error, dataDir))
    })
    socket.on('close', () => {
      if (!answered)
        reject(new RelayGone('The relay ended before it answered; look whether the command was done.'))
    })
  })
}

function readLine(socket: Socket, take: (line: string) => void): void {
  const parts: string[] = []
  let length = 0
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    const end = chunk.indexOf('\n')
    parts.push(end < 0 ? chunk : chunk.slice(0, end))
    length += chunk.length
    if (end >= 0) {
      socket.removeAllListeners('data')
      take(parts.join(''))
    } else if (length > longestLine) socket.destroy()
  })
}

function parseRequest(line: string): { command: string; input: unknown } | null {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || !('command' in value)) return null
    if (typeof value.command !== 'string') return null
    return { command: value.command, input: 'input' in value ? value.input : {} }
  } catch {
    return null
  }
}
