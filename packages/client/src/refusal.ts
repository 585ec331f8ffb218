import type { Rejection } from '@parley/domain'
import type { ProtocolError } from '@parley/protocol'
import type { Reply } from './connection/connection.ts'

/** The rules said no, or the server did. */
export type Refusal =
  | { readonly _tag: 'Rejected'; readonly rejection: Rejection }
  | { readonly _tag: 'Failed'; readonly error: ProtocolError }

/** What an answer comes to that is not the one that was asked for. */
export const refusalOf = (reply: Reply): Refusal => {
  if (reply.type === 'rejected') return { _tag: 'Rejected', rejection: reply.rejection }
  const error: ProtocolError =
    reply.type === 'error' ? reply.error : { _tag: 'Internal', reference: `answered by ${reply.type}` }
  return { _tag: 'Failed', error }
}
