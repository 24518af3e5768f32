/**
 * What the disk itself takes to keep something: the part of an ack's time that no relay can save, and that the bare
 * server, which keeps nothing, does not have.
 */
import { closeSync, fdatasyncSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { percentile } from './figures.ts'

/** About what the commit of one message writes. */
const bytes = 32_768
/** The file is written once before it is measured: later writes go over what is there, as in a database's log. */
const blocks = 500

/** Milliseconds for a write and its sync, `perSecond` times a second for `forMs`. */
export async function measureDisk(perSecond: number, forMs: number): Promise<{ p50: number; p99: number }> {
  const directory = mkdtempSync(join(tmpdir(), 'docent-bench-'))
  const file = openSync(join(directory, 'log'), 'w+')
  try {
    const block = Buffer.alloc(bytes, 1)
    for (let at = 0; at < blocks; at++) writeSync(file, block, 0, bytes, at * bytes)
    fsyncSync(file)
    const samples: number[] = []
    const ends = performance.now() + forMs
    for (let turn = 0; performance.now() < ends; turn++) {
      const began = performance.now()
      writeSync(file, block, 0, bytes, (turn % blocks) * bytes)
      fdatasyncSync(file)
      samples.push(performance.now() - began)
      await new Promise<void>((resolve) => setTimeout(resolve, 1_000 / perSecond))
    }
    return { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) }
  } finally {
    closeSync(file)
    rmSync(directory, { recursive: true, force: true })
  }
}
