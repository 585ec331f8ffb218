import { Body, TypedBody } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { Message } from './documents.ts'
import { type FoundDocument, type Report, tell } from './read-documents.ts'

const ownData: ReadonlySet<string> = new Set(['custom', 'json'])

/**
 * What a message says by a document's own fields; null where it says nothing, or nothing that can be kept. What is of no
 * kind here, or lacks what its kind needs, becomes a custom body, so that nothing of it is lost.
 */
export const bodyIn = (found: FoundDocument<Message>, report: Report): Body | null => {
  const { parley, dataType = 'text' } = found.document
  const data = found.document.data ?? {}
  const kind = parley?.kind ?? dataType
  // Texts that are in a log already are taken as they are.
  if (parley !== undefined) {
    const own = Body.decode({ kind, ...data })
    return E.isRight(own) ? own.right : null
  }
  if (!ownData.has(kind)) {
    const said = TypedBody.decode({ ...data, kind })
    if (E.isRight(said)) {
      const lost = Object.keys(data).filter((name) => !Object.hasOwn(said.right, name))
      if (lost.length > 0)
        tell(
          report,
          found,
          `of what it says, there is no place for ${lost.join(', ').slice(0, 200)}`,
          'mended',
        )
      return said.right
    }
  }
  if (Object.keys(data).length === 0) return null
  const whole = ownData.has(kind) ? { kind, data } : { kind: 'custom', data: { ...data, dataType } }
  const worded = TypedBody.decode({ ...whole, text: data['text'] })
  const body = E.isRight(worded) ? worded : TypedBody.decode(whole)
  if (E.isLeft(body)) return null
  if (!ownData.has(kind))
    tell(
      report,
      found,
      `what it says (${dataType}) is not whole, or of no kind here: taken as custom data`,
      'mended',
    )
  return body.right
}
