import type { IncomingMessage } from 'node:http'
import { Query, type QueryOf } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** The most links of one request, and the most bytes of one. */
const mostLinks = 100
const mostBytes = 32 * 1024

const Asked = t.exact(
  t.intersection([
    t.type({ fileIds: t.refinement(t.array(t.string), (all) => all.length <= mostLinks, 'FileIds') }),
    t.partial({ atLeast: t.number }),
  ]),
  'Asked',
)

/** The files for which links are asked. Left: what is wrong, in a sentence. */
export const readLinksAsked = async (
  request: IncomingMessage,
): Promise<E.Either<string, ReadonlyArray<QueryOf<'file'>>>> => {
  const chunks: Array<Buffer> = []
  let bytes = 0
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue
    bytes += chunk.length
    if (bytes > mostBytes) return E.left(`The body has more than ${mostBytes} bytes.`)
    chunks.push(chunk)
  }
  const json = E.tryCatch(
    (): unknown => JSON.parse(Buffer.concat(chunks).toString()),
    () => undefined,
  )
  const asked = Asked.decode(E.isRight(json) ? json.right : undefined)
  if (E.isLeft(asked)) return E.left(`The body has to be JSON with fileIds: up to ${mostLinks} of them.`)
  const { fileIds, atLeast } = asked.right
  const queries = fileIds.map((fileId) =>
    Query.decode({ type: 'file', fileId, ...(atLeast === undefined ? {} : { atLeast }) }),
  )
  const right = queries.flatMap((query) =>
    E.isRight(query) && query.right.type === 'file' ? [query.right] : [],
  )
  return right.length === queries.length ? E.right(right) : E.left('fileIds: FileId expected')
}
