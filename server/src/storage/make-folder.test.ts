import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeFolder } from './make-folder.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'docent-folder-'))
})
afterEach(() => rmSync(root, { recursive: true }))

it('makes a folder with those above it, and leaves one that is there', () => {
  makeFolder(join(root, 'a/b/c'))
  makeFolder(join(root, 'a/b/c'))
  expect(statSync(join(root, 'a/b/c')).isDirectory()).toBe(true)
})

it('says how it is where a file is in the way, or a link leads nowhere', () => {
  writeFileSync(join(root, 'file'), '')
  symlinkSync(join(root, 'nowhere'), join(root, 'link'))
  expect(() => makeFolder(join(root, 'file'))).toThrow('EEXIST')
  expect(() => makeFolder(join(root, 'file/below'))).toThrow('ENOTDIR')
  expect(() => makeFolder(join(root, 'link/below'))).toThrow('EEXIST')
})

it.runIf(existsSync('/proc/self'))('ends where the system makes no folders', () => {
  expect(() => makeFolder('/proc/none/below')).toThrow('ENOENT')
})
