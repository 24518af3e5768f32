/**
 * A real relay in a process of its own, on a port of its own, with a data folder of its own: started, stopped, killed,
 * frozen and started again. Knows the relay only from outside: its environment, its output and its addresses.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitUntil } from './wait-until.ts'

export interface RelayOptions {
  /** The program; the relay's own main where nothing is said. */
  readonly entry?: string
  /** Kept between two relays by tests of restarts; made and removed by `close` where nothing is said. */
  readonly dataDir?: string
  /** Merged over the relay's defaults, as `DOCENT_LIMITS` does. */
  readonly limits?: Readonly<Record<string, number>>
  readonly timings?: Readonly<Record<string, number>>
  readonly env?: Readonly<Record<string, string>>
  readonly nodeArguments?: readonly string[]
  /** Milliseconds until it must be ready. */
  readonly startsWithin?: number
}

export interface ProcessFigures {
  /** Resident memory in bytes. */
  readonly memory: number
  /** Open file descriptors; 0 where the system does not tell. */
  readonly descriptors: number
}

export interface RelayProcess {
  /** `http://127.0.0.1:port`; the same after a restart. */
  readonly url: string
  readonly port: number
  readonly dataDir: string
  pid(): number
  /** All that it wrote since the first start, for the text of a failure. */
  output(): string
  isRunning(): boolean
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM; resolves with its exit code and how long it took in milliseconds. */
  stop(): Promise<{ readonly exitCode: number | null; readonly tookMs: number }>
  /** Waits for an end that the test has asked the program for by other means. */
  ends(): Promise<void>
  /** Starts it again on the same port and data; after `kill`, `stop`, or its own end. */
  start(): Promise<void>
  freeze(): void
  thaw(): void
  /** Says something to a program that listens for it; the relay's own main does not. */
  tell(message: Readonly<Record<string, unknown>>): void
  figures(): ProcessFigures
  /** Those of this process when it had just begun to listen. */
  figuresAtStart(): ProcessFigures
  /** What contradicts I9: ends that nobody asked for, and promises that nobody caught. */
  faults(): readonly string[]
  /** Ends it however it stands, and removes its data. Idempotent. */
  close(): Promise<void>
}

const root = join(import.meta.dirname, '../../..')
const relayMain = join(root, 'server/src/main.ts')

export async function startRelay(options: RelayOptions = {}): Promise<RelayProcess> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'docent-relay-'))
  const unexpected: string[] = []
  let output = ''
  let port = 0
  let child: ChildProcess | null = null
  let exit: Promise<number | null> = Promise.resolve(null)
  let told = false
  let atStart: ProcessFigures = { memory: 0, descriptors: 0 }

  async function start(): Promise<void> {
    told = false
    const began = output.length
    const started = spawn(
      process.execPath,
      ['--conditions=source', ...(options.nodeArguments ?? []), options.entry ?? relayMain],
      {
        cwd: root,
        env: {
          PATH: process.env.PATH,
          HOST: '127.0.0.1',
          PORT: String(port),
          DOCENT_DATA: dataDir,
          DOCENT_SEED: 'demo',
          DOCENT_LIMITS: JSON.stringify({ limits: options.limits ?? {}, timings: options.timings ?? {} }),
          LOG_LEVEL: 'info',
          // Where a test run keeps what Node made of the sources: a relay of it starts in half the time.
          ...(process.env.NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
          ...options.env,
        },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    )
    child = started
    const keep = (chunk: Buffer) => {
      output += chunk.toString()
    }
    started.stdout?.on('data', keep)
    started.stderr?.on('data', keep)
    exit = new Promise((resolve) => {
      started.once('exit', (code, signal) => {
        if (!told) unexpected.push(`the relay ended by itself (${code ?? signal})`)
        resolve(code)
      })
    })
    const within = options.startsWithin ?? 20_000
    const wrote = () => output.slice(began)
    const said = await waitUntil(() => portIn(wrote()) ?? (started.exitCode === null ? null : 'ended'), {
      within,
      what: () => `the address of the relay; it wrote:\n${wrote()}`,
    })
    if (said === 'ended') throw new RelayEnded(wrote())
    port = said
    await waitUntil(async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok, {
      within,
      what: () => `the relay to be ready; it wrote:\n${wrote()}`,
    })
    atStart = figuresOf(started.pid ?? 0)
  }

  const signal = (name: NodeJS.Signals) => {
    if (child !== null && child.exitCode === null && child.signalCode === null) child.kill(name)
  }
  async function end(name: NodeJS.Signals): Promise<number | null> {
    told = true
    signal(name)
    return exit
  }
  const removeData = () => {
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
  }

  // A test runner that dies leaves no relay behind.
  const orphaned = () => signal('SIGKILL')
  process.once('exit', orphaned)
  const close = async () => {
    await end('SIGKILL')
    process.off('exit', orphaned)
    removeData()
  }

  try {
    await start()
  } catch (error) {
    await close()
    throw error
  }

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    dataDir,
    pid: () => child?.pid ?? 0,
    output: () => output,
    isRunning: () => child !== null && child.exitCode === null && child.signalCode === null,
    async kill() {
      await end('SIGKILL')
    },
    async stop() {
      const began = performance.now()
      const exitCode = await end('SIGTERM')
      return { exitCode, tookMs: performance.now() - began }
    },
    async ends() {
      told = true
      await exit
    },
    start,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    tell: (message) => void child?.send(message),
    figures: () => figuresOf(child?.pid ?? 0),
    figuresAtStart: () => atStart,
    faults: () => [
      ...unexpected,
      ...output.split('\n').filter((line) => /unhandled\s?rejection|uncaught\s?exception/i.test(line)),
    ],
    close,
  }
}

/** The relay ended before it was ready; the message is what it wrote. */
export class RelayEnded extends Error {}

const portIn = (text: string): number | null => {
  const found = /https?:\/\/(?:127\.0\.0\.1|localhost):(\d+)/.exec(text)
  return found === null ? null : Number(found[1])
}

/** Memory and descriptors of a process of this machine, where it has a /proc. */
export function figuresOf(pid: number): ProcessFigures {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0)
    return { memory: kilobytes * 1024, descriptors: readdirSync(`/proc/${pid}/fd`).length }
  } catch {
    return { memory: 0, descriptors: 0 }
  }
}
