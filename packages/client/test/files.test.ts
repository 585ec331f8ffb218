import type { Client } from '@parley/client'
import { files, fileTypeOf } from '@parley/client/files'
import type { FileId, Position } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { nothing } from '../src/state/client-state.ts'

const fileId = 'f1' as FileId
const other = 'f2' as FileId
const position = 7 as Position
const client = {
  state: () => nothing,
  command: async () => E.right({ revision: 0, position, result: { fileId } }),
} as unknown as Pick<Client, 'command' | 'state'>

/** Waits for nothing. */
const hurried = {
  now: () => 0,
  later: (_: number, run: () => void) => {
    queueMicrotask(run)
    return () => {}
  },
}

interface Asked {
  readonly url: string
  readonly from: string | null
  readonly body: string
}

/** A server that answers with these, one after another; what it was asked. */
const serverOf = (...answers: ReadonlyArray<Response | Error>) => {
  const asked: Array<Asked> = []
  const answering: typeof fetch = async (url, init) => {
    const body = await new Response(init?.body ?? null).text()
    asked.push({
      url: typeof url === 'string' ? url : '',
      from: new Headers(init?.headers).get('upload-offset'),
      body,
    })
    const answer = answers[asked.length - 1]
    if (answer instanceof Response) return answer
    throw answer ?? new Error('nobody is there')
  }
  return {
    asked,
    side: files({ client, url: 'http://s', token: () => 't', fetch: answering, clock: hurried }),
  }
}
const came = (bytes: number, status = 204): Response =>
  new Response(null, { status, headers: { 'Upload-Offset': String(bytes), 'Parley-Position': '9' } })
const file = new File(['0123456789'], 'a.txt', { type: 'text/plain' })

test('FILE-7: an upload goes on from where the server is, over lost connections and requests that ended early', async () => {
  const { asked, side } = serverOf(new Error('cut'), came(4, 409), came(7), came(10))
  const told: Array<number> = []
  expect(await side.upload(file, { onProgress: (bytes) => told.push(bytes) })).toMatchObject({
    right: { fileId, fileType: 'file', size: 10, position: 9 },
  })
  expect(asked.map(({ from, body }) => [from, body])).toEqual([
    ['0', '0123456789'],
    ['0', '0123456789'],
    ['4', '456789'],
    ['7', '789'],
  ])
  expect(asked[0]?.url).toBe('http://s/files/f1?atLeast=7')
  expect(told).toEqual([7, 10])
})

test('FILE-9: what is refused for good is not tried again, and says why', async () => {
  const refused = new Response(JSON.stringify({ error: 'It is no picture.' }), { status: 422 })
  const { asked, side } = serverOf(refused)
  expect(await side.upload(file)).toEqual(
    E.left({ _tag: 'NotUploaded', status: 422, words: 'It is no picture.' }),
  )
  expect(asked).toHaveLength(1)
  const silent = serverOf()
  expect(await silent.side.upload(file)).toMatchObject({ left: { _tag: 'NotUploaded', status: 0 } })
  expect(await side.upload(file, { signal: AbortSignal.abort() })).toEqual(E.left({ _tag: 'Aborted' }))
})

test('FILE-14: links that are wanted in a moment are asked for together, and kept while they are good', async () => {
  const links = (...ids: ReadonlyArray<FileId>): Response =>
    new Response(JSON.stringify({ links: Object.fromEntries(ids.map((id) => [id, `/files/${id}?link=x`])) }))
  const { asked, side } = serverOf(links(fileId, other), links(fileId))
  expect(await Promise.all([side.link(fileId), side.link(other), side.link(fileId)])).toEqual([
    'http://s/files/f1?link=x',
    'http://s/files/f2?link=x',
    'http://s/files/f1?link=x',
  ])
  expect(asked.map(({ body }) => body)).toEqual([JSON.stringify({ fileIds: [fileId, other] })])
  await Promise.all([side.link(fileId, { anew: true }), side.link(fileId, { anew: true })])
  expect(asked).toHaveLength(2)
  expect(await serverOf(new Error('cut')).side.link(fileId)).toBeNull()
})

test('FILE-15: what a browser does not show by itself is a file like any other', () => {
  expect(['image/png', 'video/mp4', 'audio/mpeg', 'image/svg+xml', 'text/html', ''].map(fileTypeOf)).toEqual([
    'image',
    'video',
    'audio',
    'file',
    'file',
    'file',
  ])
})
