import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it, onTestFinished } from 'vitest'
import { folderToWrite } from '../src/social/folder-to-write.ts'
import { parley } from './support/parley.ts'

const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-social-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const opened = async (folder: string) => {
  const writing = await folderToWrite(folder)
  if (E.isLeft(writing)) throw new Error(writing.left)
  onTestFinished(writing.right.close)
  return writing.right
}

it('SOCIAL-2: files have their names once all is in them, and an export that was stopped is begun anew', async () => {
  const folder = join(temporary(), 'out')
  const reaction = {
    reactionName: 'tea',
    userId: 'ada',
    referenceId: 'm1',
    createdAt: '2024-05-01T08:00:00.000Z',
  }
  const documents = { channel: [], channelUser: [], messageFeed: [], message: [], reaction: [reaction] }
  await (await opened(folder)).write(documents)
  expect(readdirSync(folder).every((name) => name.endsWith('.part'))).toBe(true)
  const { write, finish } = await opened(folder)
  await write(documents)
  await finish()
  expect(readFileSync(join(folder, 'reactions.ndjson'), 'utf8')).toBe(`${JSON.stringify(reaction)}\n`)
  expect(readdirSync(folder)).toHaveLength(5)
  expect(await folderToWrite(folder)).toMatchObject({ left: expect.stringContaining('is not empty') })
})

it.each([
  ['export', (folder: string) => folder, /is not empty: name a folder that is/],
  ['import social', (folder: string) => folder, /^There is nothing to import in .*channels\.ndjson/m],
])(
  'SOCIAL-2: parley %s says in words what is wrong with a folder, before anything is opened',
  async (words, at, what) => {
    const folder = temporary()
    writeFileSync(join(folder, 'notes.txt'), 'no document')
    const { code, complained } = await parley([...words.split(' '), at(folder)], {
      HOME: folder,
      PARLEY_DATA: join(folder, 'data'),
    }).ended
    expect(code).toBe(1)
    expect(complained).toMatch(what)
    expect(existsSync(join(folder, 'data'))).toBe(false)
  },
)
