/**
 * An integrator's example as it lies in its folder: served from an origin of its own, which the relay is told of by the
 * command line. Knows the relay's program and data folder, and the address that examples name.
 */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { HostSite } from './host-page.ts'
import type { Journey } from './journey.ts'
import type { RelayProcess } from './relay-process.ts'

/** The address of the relay in the pages of examples: where `npm start` puts it. */
const usualRelay = 'http://127.0.0.1:4000'
const program = join(import.meta.dirname, '../../../server/src/cli/docent.ts')

/** Says `docent …` beside a running relay, as its operator would; resolves with what it prints. */
export async function docent(relay: RelayProcess, ...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', program, ...words], {
    env: { PATH: process.env.PATH, DOCENT_DATA: relay.dataDir },
  })
  return stdout
}

export async function allowOrigin(relay: RelayProcess, origin: string): Promise<void> {
  await docent(relay, 'site', 'origin', 'add', '--site', 'demo', '--origin', origin)
}

/** Serves an example's pages, naming this journey's relay, from an origin that may embed the demo site. */
export async function serveExample(journey: Journey, folder: string): Promise<HostSite> {
  const pages = readdirSync(folder)
    .filter((name) => name.endsWith('.html'))
    .map((name): [string, string] => [
      name === 'index.html' ? '/' : `/${name}`,
      readFileSync(join(folder, name), 'utf8').replaceAll(usualRelay, journey.relay.url),
    ])
  const site = await journey.hostSite({ pages: Object.fromEntries(pages) })
  await allowOrigin(journey.relay, site.url)
  return site
}
