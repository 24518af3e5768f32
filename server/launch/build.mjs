// Builds what browsers load, when it is older than its sources, and compresses it. Knows folders and vite, nothing of what is built.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { extname, join, relative } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { ownNode } from './install.mjs'
import { giveUp, say } from './say.mjs'

/** In this order: the loader learns the name of the app's chunk from the build of the embed. */
const modes = ['embed', 'loader', 'builder', 'console']
const packages = ['protocol', 'client', 'ui', 'chat', 'onboarding', 'builder', 'embed', 'console']
const results = ['packages/embed/dist', 'packages/console/dist']
/** Not served: its name begins with a dot. */
const stampName = '.sources'

/** Pages that are open keep asking for the chunks of the build they came from [SYN6]. */
const chunksFolder = 'packages/embed/dist/chunks'
const chunksLast = 30 * 24 * 3_600_000

/**
 * Builds when the sources are not those of the last build, or when told to.
 * @param {string} root
 * @param {{ force?: boolean }} [options]
 */
export function build(root, { force = false } = {}) {
  const sources = hashOfSources(root)
  if (!force && results.every((folder) => stampOf(root, folder) === sources)) return
  say('Building what browsers load (only after a change of the sources) …')
  const earlier = readChunks(root)
  try {
    for (const mode of modes) runVite(root, mode)
  } finally {
    keepChunks(root, earlier)
  }
  for (const folder of results) {
    compress(join(root, folder))
    writeFileSync(join(root, folder, stampName), sources)
  }
}

/** @param {string} root @param {string} mode */
function runVite(root, mode) {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const { status } = spawnSync(ownNode(root), [vite, 'build', '--mode', mode, '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) giveUp(`The build "${mode}" did not succeed; what went wrong stands above.`)
}

/** @param {string} root */
function hashOfSources(root) {
  const files = [
    join(root, 'vite.config.ts'),
    join(root, 'pnpm-lock.yaml'),
    join(root, 'tsconfig.base.json'),
    ...packages.flatMap((name) => filesBelow(join(root, 'packages', name))),
  ]
  const hash = createHash('sha256')
  for (const file of files.sort()) {
    hash.update(relative(root, file))
    hash.update('\0')
    hash.update(readFileSync(file))
  }
  return hash.digest('hex')
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory())
      return ['node_modules', 'dist', 'journeys'].includes(entry.name) ? [] : filesBelow(path)
    return /\.test\.tsx?$/.test(entry.name) ? [] : [path]
  })
}

/** @param {string} root @param {string} folder */
function stampOf(root, folder) {
  const file = join(root, folder, stampName)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/**
 * Chunks of earlier builds that are not too old, with the time of their making.
 * @param {string} root
 */
function readChunks(root) {
  const folder = join(root, chunksFolder)
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const { mtime } = statSync(join(folder, name))
    const old = Date.now() - mtime.getTime() > chunksLast
    return old ? [] : [{ name, mtime, content: readFileSync(join(folder, name)) }]
  })
}

/** @param {string} root @param {ReturnType<typeof readChunks>} chunks */
function keepChunks(root, chunks) {
  const folder = join(root, chunksFolder)
  mkdirSync(folder, { recursive: true })
  for (const { name, mtime, content } of chunks) {
    const file = join(folder, name)
    if (existsSync(file)) continue
    writeFileSync(file, content)
    utimesSync(file, mtime, mtime)
  }
}

const compressible = ['.js', '.css', '.html', '.svg', '.json', '.webmanifest']

/**
 * Once per build at the highest setting: the relay then sends files as they lie.
 * @param {string} folder
 */
function compress(folder) {
  if (!existsSync(folder)) return
  for (const file of filesBelow(folder)) {
    const packed = `${file}.br`
    if (!compressible.includes(extname(file))) continue
    if (existsSync(packed) && statSync(packed).mtimeMs >= statSync(file).mtimeMs) continue
    const content = readFileSync(file)
    writeFileSync(packed, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
  }
}
