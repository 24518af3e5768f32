/** Runs one command of a test run with a bound on its time. Knows nothing of what the command checks. */
import { spawn } from 'node:child_process'

export interface CommandResult {
  readonly exitCode: number
  /** What it wrote, where it was not shown as it ran. */
  readonly output: string
  readonly timedOut: boolean
}

export interface CommandOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds after which the command and all that it started are ended. */
  readonly timeLimit: number
  /** True: its output is shown as it comes. False: it is kept, to be shown when the command fails. */
  readonly live: boolean
}

/** Kept output is for reading; the end of it says what went wrong. */
const keptCharacters = 60_000

export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    // A process group of its own: whatever the command started ends with it, and nothing else does.
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', options.live ? 'inherit' : 'pipe', options.live ? 'inherit' : 'pipe'],
      detached: true,
    })
    let output = ''
    let timedOut = false
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-keptCharacters)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)

    const endGroup = (signal: NodeJS.Signals) => {
      if (child.pid === undefined) return
      try {
        process.kill(-child.pid, signal)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
    }
    const interrupted = () => {
      endGroup('SIGKILL')
      process.exit(130)
    }
    const timer = setTimeout(() => {
      timedOut = true
      endGroup('SIGKILL')
    }, options.timeLimit)
    process.once('SIGINT', interrupted)
    process.once('SIGTERM', interrupted)

    const settle = (exitCode: number) => {
      clearTimeout(timer)
      process.off('SIGINT', interrupted)
      process.off('SIGTERM', interrupted)
      resolve({ exitCode, output, timedOut })
    }
    child.once('error', (error) => {
      output += `${command} did not start: ${error.message}\n`
      settle(127)
    })
    child.once('close', (code) => settle(code ?? 1))
  })
}
