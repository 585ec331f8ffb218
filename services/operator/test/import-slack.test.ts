import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it, onTestFinished } from 'vitest'
import { ZipFile } from 'yazl'
import { openExport } from '../src/import-slack/export-at.ts'
import { parley } from './support/parley.ts'

const workspace = {
  'users.json': [{ id: 'UADA', name: 'ada' }],
  'channels.json': [{ id: 'CTEA', name: 'tea', created: 1_700_000_000, members: ['UADA'] }],
  'tea/2023-11-14.json': [{ type: 'message', ts: '1700000020.000000', user: 'UADA', text: 'hello' }],
}

const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const unpacked = (): string => {
  const folder = temporary()
  mkdirSync(join(folder, 'tea'))
  for (const [name, what] of Object.entries(workspace))
    writeFileSync(join(folder, name), JSON.stringify(what))
  return folder
}

const packed = async (): Promise<string> => {
  const zip = new ZipFile()
  for (const [name, what] of Object.entries(workspace)) zip.addBuffer(Buffer.from(JSON.stringify(what)), name)
  zip.end()
  const path = join(temporary(), 'export.zip')
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}

it.each([
  ['a ZIP file', packed],
  ['a folder', async () => unpacked()],
])('SLACK-1: %s is read as an export', async (_, make) => {
  const opened = await openExport(await make())
  if (E.isLeft(opened)) throw new Error(opened.left)
  const { files, close } = opened.right
  expect(files.names.toSorted()).toEqual(Object.keys(workspace).toSorted())
  for (const [name, what] of Object.entries(workspace)) {
    const bytes = await files.read(name)
    expect(E.map((b: Uint8Array) => JSON.parse(Buffer.from(b).toString()) as unknown)(bytes)).toEqual(
      E.right(what),
    )
  }
  expect(await files.read('nowhere.json')).toMatchObject({ _tag: 'Left' })
  close()
})

it.each([
  ['is not there', (folder: string) => join(folder, 'nowhere.zip'), /^There is no .*nowhere\.zip\.$/m],
  ['is no ZIP file', (folder: string) => join(folder, 'users.json'), /is no ZIP file that can be read/],
  ['has no users', (folder: string) => join(folder, 'tea'), /^There is nothing to import in .*users\.json/m],
])('SLACK-1: an export that %s is said in words, before anything is opened', async (_, placeIn, words) => {
  const folder = unpacked()
  const { code, complained } = await parley(['import', 'slack', placeIn(folder)], {
    HOME: folder,
    PARLEY_DATA: join(folder, 'data'),
  }).ended
  expect(code).toBe(1)
  expect(complained).toMatch(words)
  expect(complained).not.toMatch(/ENOENT|_tag|^ +at /m)
  expect(existsSync(join(folder, 'data'))).toBe(false)
})
