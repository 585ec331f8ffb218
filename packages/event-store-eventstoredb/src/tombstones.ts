import { Revision } from '@parley/domain'
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { AppendError, ExpectedRevision } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { identifierOf } from './append-request.ts'
import type { Connections } from './connections.ts'
import { failureOf } from './failure.ts'
import type { Failure } from './failure.ts'
import { shared, streams } from './generated.ts'
import type { Retry } from './retry.ts'
import { readStreamRequest } from './read-request.ts'
import type { Reader } from './reader.ts'

const requestFor = (
  stream: string,
  expected: ExpectedRevision,
): InstanceType<typeof streams.TombstoneReq> => {
  const options = new streams.TombstoneReq.Options().setStreamIdentifier(identifierOf(stream))
  if (expected === 'any') options.setAny(new shared.Empty())
  else if (expected === 'no-stream') options.setNoStream(new shared.Empty())
  else options.setRevision(String(expected))
  return new streams.TombstoneReq().setOptions(options)
}

const revisionOf = (event: ReadResp.ReadEvent): number => Number(event.getEvent()?.getStreamRevision())

/** Deletes streams for good: a soft delete would leave the name to be used again. */
export class Tombstones {
  readonly #connections: Connections
  readonly #reader: Reader

  constructor(connections: Connections, reader: Reader) {
    this.#connections = connections
    this.#reader = reader
  }

  async delete(
    stream: string,
    expected: ExpectedRevision,
    retry: Retry,
  ): Promise<E.Either<AppendError, void>> {
    // The server makes a tombstone of what is not there, where it may: that would take the name from a stream to come.
    const last = typeof expected === 'string' ? await this.#last(stream, retry) : E.right(undefined)
    if (E.isLeft(last)) return last
    if (expected === 'no-stream' || last.right === 'no-stream')
      return E.left({ _tag: 'WrongRevision', stream, expected, actual: last.right ?? 'no-stream' })
    let doubt = false
    for (;;) {
      const failure = await this.#try(stream, expected)
      // An earlier try that got no answer has done it, or another has: it is deleted.
      if (failure === undefined || (failure._tag === 'deleted' && doubt)) return E.right(undefined)
      if (failure._tag === 'deleted') return E.left({ _tag: 'StreamDeleted', stream })
      if (failure._tag === 'conflict')
        return E.flatMap((actual: Revision | 'no-stream') =>
          E.left<AppendError>({ _tag: 'WrongRevision', stream, expected, actual }),
        )(await this.#last(stream, retry))
      if (failure._tag === 'denied') return E.left({ _tag: 'AccessDenied', cause: failure.cause })
      doubt ||= failure._tag === 'lost' && failure.sent
      if (!(await retry.again()))
        return E.left({ _tag: doubt ? 'InDoubt' : 'Unavailable', cause: failure.cause })
    }
  }

  async #try(
    stream: string,
    expected: ExpectedRevision,
  ): Promise<(Failure & { readonly sent: boolean }) | undefined> {
    const { connection, giveBack } = this.#connections.take()
    let sent = false
    try {
      await connection.ready()
      sent = true
      await connection.tombstone(requestFor(stream, expected))
      giveBack(false)
      return undefined
    } catch (error) {
      const failure = failureOf(error)
      giveBack(failure._tag === 'lost')
      return { ...failure, sent }
    }
  }

  async #last(stream: string, retry: Retry): Promise<E.Either<AppendError, Revision | 'no-stream'>> {
    const request = readStreamRequest(stream, { direction: 'backwards', limit: 1 })
    const found = await this.#reader.read(request, revisionOf, true, retry)
    if (E.isLeft(found))
      return E.left(found.left._tag === 'deleted' ? { _tag: 'StreamDeleted', stream } : found.left)
    const [last] = found.right.events
    return E.right(Revision.is(last) ? last : 'no-stream')
  }
}
