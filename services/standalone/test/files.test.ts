import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from '@parley/client'
import { files as filesBeside, type Uploaded } from '@parley/client/files'
import type { ChannelId, ChannelName, Description, FileId, UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshEngine, personAt, seen, tokenOf } from './support/engine.ts'
import { tenantId } from './support/log.ts'

let engine: Awaited<ReturnType<typeof freshEngine>>
let folder: string
let base: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-files-'))
  engine = await freshEngine({ files: folder })
  base = `http://127.0.0.1:${engine.port}`
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

const [bo, cy] = ['bo', 'cy'] as ReadonlyArray<string> as [UserId, UserId]
/** One red pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
)
const named = (bytes: Uint8Array<ArrayBuffer> | string, name: string, type: string): File =>
  new File([bytes], name, { type })
const right = <A>(outcome: E.Either<unknown, A>): A => {
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const person = async (name: string) => {
  const client = personAt(engine.url, name)
  await seen(client, (state) => state.status === 'online')
  const token = () => tokenOf(name)
  const files = filesBeside({ client, url: base, token })
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${base}${path}`, { headers: { Authorization: `Bearer ${await token()}`, ...headers } })
  return { client, files, get, token }
}
const channelOf = async (client: Client, members: ReadonlyArray<UserId>): Promise<ChannelId> => {
  const created = await client.command({
    type: 'CreateChannel',
    channelType: 'private',
    name: 'pictures' as ChannelName,
    description: '' as Description,
    members,
  })
  const { channelId } = right(created).result
  if (channelId === undefined) throw new Error('not created')
  return channelId
}
const shows = async (client: Client, channelId: ChannelId, { fileId, name, mimeType, size }: Uploaded) => {
  await seen(client, (state) => state.conversations.get(channelId))
  const body = { kind: 'image', fileId, name, mimeType, size: size as number as never } as const
  return right(await client.send({ channelId, body })).position
}

const register = async (client: Client, size: number, more: object = {}) => {
  const said = { fileType: 'file', name: 'notes.txt', mimeType: 'text/plain', size, ...more }
  const registered = right(await client.command({ type: 'RegisterFile', ...said } as never))
  const { fileId } = registered.result
  if (fileId === undefined) throw new Error('no id')
  return { fileId, path: `/files/${fileId}?atLeast=${registered.position}` }
}
const patch = async (path: string, token: string, from: number, body: string) =>
  fetch(`${base}${path}`, {
    method: 'PATCH',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': String(from),
    },
    body,
  })

describe('files over HTTP', () => {
  it('FILE-6, FILE-10, FILE-11, FILE-14: a picture is uploaded, shown, fetched by link, and read by those who see it alone', async () => {
    const [ada, bob, cyd] = [await person('ada'), await person('bo'), await person('cy')]
    const channelId = await channelOf(ada.client, [bo])
    const told: Array<number> = []
    const picture = named(pixel, 'red dot.png', 'image/png')
    const uploaded = right(await ada.files.upload(picture, { onProgress: (bytes) => told.push(bytes) }))
    expect(told).toEqual([pixel.length])
    const path = `/files/${uploaded.fileId}`
    // Until it is shown, it is its uploader's.
    expect((await bob.get(`${path}?atLeast=${uploaded.position}`)).status).toBe(404)
    const position = await shows(ada.client, channelId, uploaded)
    const whole = await bob.get(`${path}?atLeast=${position}`)
    expect(whole.status).toBe(200)
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(pixel)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': "inline; filename*=UTF-8''red%20dot.png",
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': expect.stringMatching(/^private/),
    })
    expect((await cyd.get(path)).status).toBe(404)
    const asked = await bob.client.query({ type: 'file', fileId: uploaded.fileId, atLeast: position })
    expect(asked).toMatchObject({
      right: { value: { file: { status: 'uploaded', uploaderId: 'ada', width: 1, height: 1 } } },
    })
    const small = await bob.get(`${path}?part=thumbnail`)
    expect(small.headers.get('content-type')).toBe('image/webp')
    // By link, without a token, as long as the person may; a link for one file is good for no other.
    await seen(bob.client, (state) => state.conversations.get(channelId))
    const link = await bob.files.link(uploaded.fileId)
    if (link === null) throw new Error('no link')
    expect((await fetch(link)).status).toBe(200)
    expect((await fetch(link.replace(uploaded.fileId, 'other'))).status).toBe(403)
    expect((await fetch(`${link}x`)).status).toBe(403)
    right(await ada.client.command({ type: 'RemoveMember', channelId, userId: bo }))
    const asks = await ada.client.query({ type: 'conversation', channelId })
    expect(asks).toMatchObject({ _tag: 'Right' })
    await expect.poll(async () => (await fetch(link)).status).toBe(404)
  })

  it('FILE-12: whoever names a file that they do not see shows it to nobody, and whoever sees it may hand it on', async () => {
    const [ada, bob, cyd] = [await person('ada'), await person('bo'), await person('cy')]
    const [ours, theirs] = [await channelOf(ada.client, [bo]), await channelOf(cyd.client, [])]
    const uploaded = right(await ada.files.upload(named(pixel, 'a.png', 'image/png')))
    const stolen = await shows(cyd.client, theirs, uploaded)
    expect((await cyd.get(`/files/${uploaded.fileId}?atLeast=${stolen}`)).status).toBe(404)
    await shows(ada.client, ours, uploaded)
    expect((await cyd.get(`/files/${uploaded.fileId}`)).status).toBe(404)
    const further = await channelOf(bob.client, [cy])
    const handed = await shows(bob.client, further, uploaded)
    expect((await cyd.get(`/files/${uploaded.fileId}?atLeast=${handed}`)).status).toBe(200)
  })

  it('FILE-6, FILE-7, FILE-8: an upload goes on where it ended, takes no more than was said, and is nobody else’s', async () => {
    const [ada, bob] = [await person('ada'), await person('bo')]
    const token = await ada.token()
    const { fileId, path } = await register(ada.client, 10)
    expect((await patch(path, token, 0, '01234')).status).toBe(204)
    const head = await fetch(`${base}${path}`, {
      method: 'HEAD',
      headers: { Authorization: `Bearer ${token}` },
    })
    expect([head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual(['5', '10'])
    const wrong = await patch(path, token, 0, '01234')
    expect([wrong.status, wrong.headers.get('upload-offset')]).toEqual([409, '5'])
    expect((await patch(path, token, 5, '567890')).status).toBe(413)
    expect((await patch(path, await bob.token(), 5, '56789')).status).toBe(404)
    expect((await patch(path, 'none', 5, '56789')).status).toBe(401)
    const last = await patch(path, token, 5, '56789')
    expect([last.status, last.headers.get('upload-offset')]).toEqual([204, '10'])
    const at = last.headers.get('parley-position')
    const whole = await ada.get(`/files/${fileId}?atLeast=${at}`)
    expect(await whole.text()).toBe('0123456789')
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment/)
    const some = await ada.get(`/files/${fileId}`, { Range: 'bytes=-3' })
    expect([some.status, some.headers.get('content-range'), await some.text()]).toEqual([
      206,
      'bytes 7-9/10',
      '789',
    ])
    expect((await ada.get(`/files/${fileId}`, { Range: 'bytes=10-' })).status).toBe(416)
  })

  it('FILE-9, FILE-15: what is not what it was said to be is refused and kept nowhere', async () => {
    const ada = await person('ada')
    const page = named('<script>alert(1)</script>', 'cat.png', 'image/png')
    const refused = await ada.files.upload(page)
    expect(refused).toMatchObject({
      left: {
        _tag: 'NotUploaded',
        status: 422,
        words: 'It was said to be image, and what came is nothing that is known.',
      },
    })
    const { fileId, path } = await register(ada.client, 5, { fileType: 'image', mimeType: 'image/png' })
    expect((await patch(path, await ada.token(), 0, '%PDF-')).status).toBe(422)
    expect(await readdir(join(folder, tenantId))).not.toContain(`file-${fileId}.content`)
    // And what a browser would run is given out as bytes alone.
    const html = right(await ada.files.upload(named('<script>alert(1)</script>', 'a.html', 'text/html')))
    const given = await ada.get(`/files/${html.fileId}?atLeast=${html.position}`)
    expect(given.headers.get('content-type')).toBe('application/octet-stream')
    expect(given.headers.get('content-disposition')).toMatch(/^attachment/)
  })

  it('FILE-5: what is deleted is given to nobody', async () => {
    const ada = await person('ada')
    const uploaded = right(await ada.files.upload(named('hello', 'a.txt', 'text/plain')))
    const { position } = right(await ada.client.command({ type: 'DeleteFile', fileId: uploaded.fileId }))
    expect((await ada.get(`/files/${uploaded.fileId}?atLeast=${position}`)).status).toBe(404)
    expect((await ada.get(`/files/${'nothing' as FileId}`)).status).toBe(404)
    expect((await ada.get('/files/%2e%2e%2fetc')).status).toBe(404)
  })
})
