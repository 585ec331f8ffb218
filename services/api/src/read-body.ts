import type { IncomingMessage } from 'node:http'
import * as E from 'fp-ts/lib/Either.js'

/** Reads a body as JSON, of at most so many bytes. */
export const readJson = async (
  request: IncomingMessage,
  most: number,
): Promise<E.Either<'too large' | 'not JSON', unknown>> => {
  const chunks: Array<Buffer> = []
  let bytes = 0
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue
    bytes += chunk.length
    // What is too much is read and forgotten, so that whoever sends it gets to read the answer.
    if (bytes <= most) chunks.push(chunk)
    else if (bytes > most * 256) break
  }
  if (bytes > most) return E.left('too large')
  return E.tryCatch(
    (): unknown => JSON.parse(Buffer.concat(chunks).toString()),
    () => 'not JSON',
  )
}
