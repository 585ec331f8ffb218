import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Person } from '@parley/auth'
import type { FileView } from '@parley/contract'
import type { Engine, Finished } from '@parley/engine'
import type { Amount, Digest, FileSize, MimeType } from '@parley/domain'
import type { Logger } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import { answerFailure, answerProblem, headerOf } from './answers.ts'
import { digestOf, pictureOf, sniffed } from './looked-at.ts'
import type { FileStore, Named } from './store.ts'

/** What uploads work on. */
export interface UploadParts {
  readonly engine: Pick<Engine, 'files'>
  readonly store: FileStore
  readonly log: Logger
}

const version = { 'Tus-Resumable': '1.0.0', 'Cache-Control': 'no-store' }
const mediaType = 'application/offset+octet-stream'
/** The most uploads of one person at once. */
const mostAtOnce = 4
/** After so many milliseconds without a byte an upload has ended, to be gone on with later. */
const silence = 30_000

/** More bytes came than were said. */
class TooMuch extends Error {}

const atMost = async function* (bytes: IncomingMessage, most: number): AsyncIterable<Uint8Array> {
  let left = most
  for await (const chunk of bytes) {
    if (!(chunk instanceof Buffer)) continue
    if (chunk.length > left) throw new TooMuch()
    left -= chunk.length
    yield chunk
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

/** Takes in the bytes of files: any number of requests, each from where the last one ended (tus 1.0, its core). */
export interface Uploads {
  /** How many bytes have come of how many. */
  readonly head: (file: Named, view: FileView, response: ServerResponse) => Promise<void>
  /** Takes in what comes. With the last byte, what has come is looked at, and the file is uploaded, or refused. */
  readonly patch: (
    person: Person,
    view: FileView,
    request: IncomingMessage,
    response: ServerResponse,
  ) => Promise<void>
}

export const uploads = ({ engine, store, log }: UploadParts): Uploads => {
  /** The files that somebody writes just now, by whose they are. */
  const writing = new Map<string, number>()
  const busy = new Set<string>()

  const progress = (view: FileView, came: number) => ({
    ...version,
    'Upload-Offset': String(came),
    'Upload-Length': String(view.size),
  })
  const cameOf = async (file: Named, view: FileView): Promise<number> =>
    view.status === 'registered' ? store.size(file, 'content') : view.size

  const refuse = async (file: Named, view: FileView, found: string | undefined, response: ServerResponse) => {
    await engine.files.remove(file)()
    await store.remove(file)
    const is = found === undefined ? 'nothing that is known' : found
    answerProblem(response, 422, `It was said to be ${view.fileType}, and what came is ${is}.`, version)
  }

  const finish = async (file: Named, view: FileView, response: ServerResponse): Promise<void> => {
    const found = await sniffed(store, file)
    if (found === undefined && view.fileType !== 'file') return refuse(file, view, found, response)
    const picture = view.fileType === 'image' ? await pictureOf(store, file) : undefined
    if (picture !== undefined) await store.putThumbnail(file, picture.thumbnail)
    const finished: Finished = {
      fileId: file.fileId,
      size: view.size as number as FileSize,
      // Lower case and without parameters, as the codec has it, which looks at it once more where it is decided.
      mimeType: (found ?? view.mimeType) as MimeType,
      digest: (await digestOf(store, file)) as Digest,
      width: (picture?.width ?? null) as Amount | null,
      height: (picture?.height ?? null) as Amount | null,
    }
    const outcome = await engine.files.finish(file.tenantId, finished)()
    if (E.isRight(outcome)) {
      const position = String(outcome.right.position)
      return void response.writeHead(204, { ...progress(view, view.size), 'Parley-Position': position }).end()
    }
    const { left } = outcome
    if (left._tag === 'Rejected' && left.rejection._tag === 'FileTypeDiffers')
      return refuse(file, view, found, response)
    answerFailure(response, left)
  }

  const take = async (
    file: Named,
    view: FileView,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const from = await cameOf(file, view)
    const headers = progress(view, from)
    if (headerOf(request, 'upload-offset') !== String(from))
      return answerProblem(response, 409, `${from} bytes have come: go on from there.`, headers)
    if (view.status === 'uploaded') return void response.writeHead(204, headers).end()
    request.setTimeout(silence, () => request.destroy())
    try {
      const came =
        from === view.size ? from : await store.write(file, from, atMost(request, view.size - from))
      if (came < view.size) return void response.writeHead(204, progress(view, came)).end()
    } catch (error) {
      if (error instanceof TooMuch) {
        await store.cut(file, from)
        return answerProblem(response, 413, `It was said to have ${view.size} bytes, and more came.`, headers)
      }
      if (isFull(error)) {
        log.error({ err: error }, 'there is no room for files: make room, or take some away')
        return answerProblem(response, 507, 'There is no room for it. Try again later.', headers)
      }
      // Who sent it is gone, and comes again: what has come stays.
      if (request.destroyed && !request.complete) return
      throw error
    }
    await finish(file, view, response)
  }

  return {
    head: async (file, view, response) => {
      response.writeHead(200, progress(view, await cameOf(file, view))).end()
    },
    patch: async ({ tenantId, userId }, view, request, response) => {
      const file = { tenantId, fileId: view.fileId }
      const [whose, which] = [`${tenantId}.${userId}`, `${tenantId}.${view.fileId}`]
      const others = writing.get(whose) ?? 0
      if (headerOf(request, 'content-type') !== mediaType)
        return answerProblem(response, 415, `The body has to be ${mediaType}.`, version)
      if (busy.has(which)) return answerProblem(response, 423, 'It is being uploaded just now.', version)
      if (others >= mostAtOnce)
        return answerProblem(response, 429, `No more than ${mostAtOnce} uploads at once.`, {
          ...version,
          'Retry-After': '1',
        })
      busy.add(which)
      writing.set(whose, others + 1)
      try {
        await take(file, view, request, response)
      } finally {
        busy.delete(which)
        const left = (writing.get(whose) ?? 1) - 1
        if (left === 0) writing.delete(whose)
        else writing.set(whose, left)
      }
    },
  }
}
