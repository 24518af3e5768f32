/** Runs the driver against one side, looks at the relay's memory at the right moment, and bounds the time of it all. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { DriverLine, Finding, Scenario, Target } from './scenarios.ts'

interface Options {
  readonly target: Target
  readonly scenario: Scenario
  readonly say: (line: string) => void
  /** Called while the idle sockets stand. */
  readonly whileIdle?: () => Promise<void>
  readonly timeLimit: number
}

export async function runDriver({ target, scenario, say, whileIdle, timeLimit }: Options): Promise<Finding> {
  const driver = spawn(
    process.execPath,
    [
      '--conditions=source',
      join(import.meta.dirname, 'driver.ts'),
      JSON.stringify(target),
      JSON.stringify(scenario),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const timer = setTimeout(() => driver.kill('SIGKILL'), timeLimit)
  const ended = new Promise<number | null>((resolve) => driver.once('exit', resolve))
  let finding: Finding | null = null
  try {
    for await (const text of createInterface(driver.stdout)) {
      const line = JSON.parse(text) as DriverLine
      if ('say' in line) say(line.say)
      else if ('finding' in line) finding = line.finding
      else {
        await whileIdle?.()
        driver.stdin.write('go\n')
      }
    }
    const exitCode = await ended
    if (finding === null)
      throw new Error(`the driver found nothing within ${timeLimit / 1_000} s (exit ${exitCode})`)
    return finding
  } finally {
    clearTimeout(timer)
    driver.kill('SIGKILL')
  }
}
