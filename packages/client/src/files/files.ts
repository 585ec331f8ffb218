import type { FileId, FileSize, FileType, Label, MimeType, Position } from '@parley/domain'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Client } from '../client.ts'
import type { CommandFailure } from '../commands.ts'
import { isLeft, left, right } from '../either.ts'
import { type Clock, systemClock } from '../platform/clock.ts'
import type { FileRequest } from './file-request.ts'
import { fileTypeOf } from './type-of.ts'
import { links } from './links.ts'

/** Where files go, and as whom. */
export interface FilesOptions {
  readonly client: Pick<Client, 'command' | 'state'>
  /** The server's address, `https://…`; none where it is that of the page. */
  readonly url?: string
  /** Called for a token before each request. */
  readonly token: () => Promise<string | null> | string | null
  /** The platform's where absent. */
  readonly fetch?: typeof fetch
  readonly clock?: Clock
}

/** Why a file was not uploaded: turned down by the rules, or by who keeps files, in words; or given up by the caller. */
export type UploadFailure =
  | CommandFailure
  | { readonly _tag: 'NotUploaded'; readonly status: number; readonly words: string }
  | { readonly _tag: 'Aborted' }

/** A file that is uploaded. */
export interface Uploaded {
  readonly fileId: FileId
  readonly fileType: FileType
  readonly name: Label
  readonly mimeType: MimeType
  readonly size: FileSize
  /** Queries with this as `atLeast` show it. */
  readonly position: Position
}

export interface UploadOptions {
  /** Its type where it shall not be as its media type says. */
  readonly fileType?: FileType
  /** Told, now and then, how many of its bytes have come. */
  readonly onProgress?: (bytes: number) => void
  readonly signal?: AbortSignal
}

/** Uploads of files, and links to them. */
export interface Files {
  /**
   * Uploads a file, piece by piece: over lost connections it goes on where it was. It never rejects.
   *
   * @example
   * const uploaded = await files.upload(file, { onProgress: (bytes) => show(bytes / file.size) })
   * if (isRight(uploaded)) await client.send({ channelId, body: { kind: 'image', ...bodyOf(uploaded.right) } })
   */
  readonly upload: (
    file: Blob & { readonly name: string },
    options?: UploadOptions,
  ) => Promise<Either<UploadFailure, Uploaded>>
  /**
   * An address for a file, for this person and some minutes; null where there is none just now. One is kept while it is
   * good, unless another is asked for.
   */
  readonly link: (fileId: FileId, options?: { readonly anew?: boolean }) => Promise<string | null>
}

/** So many bytes go in one request. */
const piece = 1024 * 1024
/** So often a request fails, one after another, before the upload is given up. */
const mostFailures = 8
/** What is worth trying again. */
const isPassing = (status: number): boolean => [0, 408, 409, 423, 429].includes(status) || status >= 500

/** Uploads of files, and links to them, beside a client. */
export const files = (options: FilesOptions): Files => {
  const { client, url = '', token, clock = systemClock } = options
  const asks = options.fetch ?? fetch
  const request = async (path: string, init: FileRequest): Promise<Response> =>
    asks(`${url}${path}`, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${(await token()) ?? ''}` },
    })
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => void clock.later(milliseconds, resolve))

  const send = async (
    path: string,
    file: Blob,
    { onProgress = () => {}, signal }: UploadOptions,
  ): Promise<Either<UploadFailure, Position>> => {
    const aborting = signal === undefined ? {} : { signal }
    let from = 0
    let failures = 0
    while (true) {
      if (signal?.aborted === true) return left({ _tag: 'Aborted' })
      const answer = await request(path, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(from) },
        body: file.slice(from, from + piece),
        ...aborting,
      }).catch(() => null)
      const came = answer === null ? null : answer.headers.get('upload-offset')
      if (came !== null) from = Number(came)
      if (answer?.ok === true) {
        failures = 0
        onProgress(from)
        const position = answer.headers.get('parley-position')
        if (from === file.size) return right(Number(position ?? 0) as Position)
        continue
      }
      failures += 1
      const status = answer?.status ?? 0
      if (!isPassing(status) || failures > mostFailures)
        return left({ _tag: 'NotUploaded', status, words: await wordsOf(answer) })
      await pause(250 * 2 ** Math.min(failures, 5))
    }
  }

  const linkTo = links(client, request, clock)

  return {
    upload: async (file, given = {}) => {
      const mimeType = (file.type.toLowerCase().split(';', 1)[0] || 'application/octet-stream') as MimeType
      const fileType = given.fileType ?? fileTypeOf(mimeType)
      // The server looks at all of it.
      const said = { fileType, name: file.name as Label, size: file.size as FileSize, mimeType }
      const registered = await client.command({ type: 'RegisterFile', ...said })
      if (isLeft(registered)) return registered
      const { result, position } = registered.right
      const { fileId } = result
      if (fileId === undefined) return left({ _tag: 'NotUploaded', status: 0, words: 'it has no id' })
      const sent = await send(`/files/${fileId}?atLeast=${position}`, file, given)
      return isLeft(sent) ? sent : right({ fileId, ...said, position: sent.right })
    },
    link: async (fileId, { anew = false } = {}) => {
      const path = await linkTo(fileId, anew)
      return path === null ? null : `${url}${path}`
    },
  }
}

const wordsOf = async (answer: Response | null): Promise<string> => {
  if (answer === null) return 'the server can not be reached'
  const said: unknown = await answer.json().catch(() => null)
  return typeof said === 'object' && said !== null && 'error' in said && typeof said.error === 'string'
    ? said.error
    : `the server answered with ${answer.status}`
}
