/** Folders of articles as the command carries them: real files, a database beside them, no process in between. For tests. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Config, defaultConfig } from '../../config.ts'
import { exportArticles } from '../articles-export.ts'
import { importArticles } from '../articles-import.ts'
import { createDoer } from '../doer.ts'
import { createScreen } from '../screen.ts'

/** What the command said, and how it ended. */
export interface Carried {
  readonly code: number
  /** The lines of its complaints. */
  readonly faults: readonly string[]
  readonly out: string
}

export type ArticleFolders = ReturnType<typeof openArticleFolders>

export function openArticleFolders() {
  const root = mkdtempSync(join(tmpdir(), 'docent-articles-'))
  const config: Config = { ...defaultConfig, dataDir: join(root, 'data') }
  const doer = createDoer(config)

  async function carried(carry: typeof importArticles, dir: string, site = 'shop', isTTY = false) {
    const said = { out: '', err: '' }
    const screen = createScreen(
      { isTTY, write: (text) => (said.out += text) },
      { write: (text) => (said.err += text) },
      () => 0,
    )
    const code = await carry({ ask: doer.ask, site, dir: join(root, dir), screen })
    screen.close()
    return { code, faults: said.err.split('\n').filter((line) => line !== ''), out: said.out }
  }

  return {
    root,
    config,
    file(path: string, content: string | Buffer) {
      const full = join(root, path)
      mkdirSync(dirname(full), { recursive: true })
      writeFileSync(full, content)
    },
    imported: (dir: string, site?: string): Promise<Carried> => carried(importArticles, dir, site),
    /** The same at a terminal, where somebody looks on. */
    watched: (dir: string): Promise<Carried> => carried(importArticles, dir, 'shop', true),
    exported: (dir: string, site?: string): Promise<Carried> => carried(exportArticles, dir, site),
    /** By their paths in a folder; bytes as characters. */
    filesOf: (dir: string): Readonly<Record<string, string>> =>
      Object.fromEntries(
        readdirSync(join(root, dir), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
          .map((path) => [path.slice(join(root, dir).length + 1), readFileSync(path, 'latin1')]),
      ),
    async close() {
      await doer.close()
      rmSync(root, { recursive: true })
    },
  }
}

/** As a Markdown file; `front`: more lines of its front matter. */
export const article = (title: string, front = '', body = 'Text.') =>
  `---\ntitle: ${title}\n${front}---\n\n${body}\n`

export const last = ({ out }: Pick<Carried, 'out'>) => out.trimEnd().split('\n').at(-1)
