import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { FileView } from '@parley/contract'
import { answerProblem, headerOf } from './answers.ts'
import type { FileStore, Named, Part, Span } from './store.ts'

/** What a browser shows, and never runs. Whatever else it is, it is kept on the reader's disk. */
const shown = /^(image\/(png|jpeg|gif|webp|avif|bmp)|(audio|video)\/[a-z0-9.+-]+|application\/ogg)$/

/** For how many seconds whoever fetched a file need not ask again whether they may. */
const keptFor = 60

/**
 * The span that a request asks for, of so many bytes; undefined: all of it, which answers what is asked of several spans
 * too. `none`: it has no such bytes.
 */
export const spanOf = (range: string | undefined, size: number): Span | 'none' | undefined => {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return first > last ? 'none' : { first, last }
}

const headersOf = (view: FileView, part: Part): Record<string, string> => {
  const type = part === 'thumbnail' ? 'image/webp' : view.mimeType
  const isShown = view.fileType !== 'file' && shown.test(type)
  return {
    'Content-Type': isShown ? type : 'application/octet-stream',
    'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${inHeader(view.name)}`,
    // Opened by itself it is nobody's page: it runs nothing, and fetches nothing.
    'Content-Security-Policy': "default-src 'none'; img-src 'self'; media-src 'self'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': `private, max-age=${keptFor}`,
    'Accept-Ranges': 'bytes',
    // What was uploaded never changes.
    ETag: `"${view.fileId}-${part}"`,
  }
}

/** As RFC 8187 writes it. */
const inHeader = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)

/** Sends a file, or the small picture of it where that is asked for and there is one, whole or a span. */
export const sendFile = async (
  store: FileStore,
  file: Named,
  view: FileView,
  asked: Part,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const small = asked === 'thumbnail' ? await store.size(file, 'thumbnail') : 0
  const part: Part = small > 0 ? 'thumbnail' : 'content'
  const size = small > 0 ? small : await store.size(file, 'content')
  if (size === 0) return answerProblem(response, 404, 'There is no such file.')
  const headers = headersOf(view, part)
  if (headerOf(request, 'if-none-match') === headers['ETag'])
    return void response.writeHead(304, headers).end()
  const span = spanOf(headerOf(request, 'range'), size)
  if (span === 'none')
    return answerProblem(response, 416, 'It has no such bytes.', { 'Content-Range': `bytes */${size}` })
  response.writeHead(span === undefined ? 200 : 206, {
    ...headers,
    'Content-Length': span === undefined ? size : span.last - span.first + 1,
    ...(span === undefined ? {} : { 'Content-Range': `bytes ${span.first}-${span.last}/${size}` }),
  })
  if (request.method === 'HEAD') return void response.end()
  // Whoever goes before the end wants no more of it.
  await pipeline(store.read(file, part, span), response).catch((error: unknown) => {
    if (!response.destroyed && !response.writableEnded) throw error
  })
}
