import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { AccessDenied, Corrupt, Unavailable } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Connection } from './connection.ts'
import type { Connections } from './connections.ts'
import { failureOf } from './failure.ts'
import type { Failure } from './failure.ts'
import type { Retry } from './retry.ts'
import { readAllRequest } from './read-request.ts'
import { positionOf } from './recorded.ts'

/** What a finite read found. `missing`: there is no such stream, or it was deleted softly. */
export interface ReadResult<A> {
  readonly missing: boolean
  /** The last revision of the stream, whether that event can be read or not, where the server says so. */
  readonly last: number | undefined
  /** What was kept of each event, in order. */
  readonly events: ReadonlyArray<A>
}

/**
 * Why a read gave nothing; `deleted`: the stream it asked for was deleted for good; `Corrupt`: the server could not
 * begin at the position.
 */
export type Unread = Unavailable | AccessDenied | Corrupt | { readonly _tag: 'deleted' }

/** What to keep of an event, as it comes: the message itself is large, and is let go. */
export type Keep<A> = (event: ReadResp.ReadEvent) => A

/** So many silences in a row, and the server is no longer taken to be searching, whatever else it answers. */
const mostSilences = 120

/**
 * Reads once, over that connection; `within` milliseconds must bring something, again and again. A server says nothing
 * while it searches a long log for what passes a filter: where `searching`, silence is no loss for as long as it
 * answers something else.
 */
export const readOnce = async <A>(
  connection: Connection,
  request: ReadReq,
  keep: Keep<A>,
  leaderOnly: boolean,
  within: number,
  searching = false,
): Promise<E.Either<Failure, ReadResult<A>>> => {
  try {
    const stream = await connection.read(request, leaderOnly)
    return await new Promise((resolve) => {
      const events: Array<A> = []
      let missing = false
      let last: number | undefined
      let silences = 0
      let settled = false
      const settle = (outcome: E.Either<Failure, ReadResult<A>>): void => {
        settled = true
        clearTimeout(timer)
        resolve(outcome)
      }
      const silent = async (): Promise<void> => {
        silences += 1
        const searches =
          searching && silences < mostSilences && (await answers(connection, leaderOnly, within))
        // What came while it was asked says more than its answer.
        if (settled || silences === 0) return
        if (searches) {
          timer.refresh()
          return
        }
        settle(E.left({ _tag: 'lost', cause: `nothing came within ${within} ms` }))
        stream.cancel()
      }
      const timer = setTimeout(() => void silent(), within)
      stream.on('data', (response: ReadResp) => {
        silences = 0
        timer.refresh()
        const event = response.getEvent()
        if (event !== undefined) events.push(keep(event))
        else if (response.hasStreamNotFound()) missing = true
        else if (response.hasLastStreamPosition()) last = Number(response.getLastStreamPosition())
      })
      // An error comes before the end that it brings about.
      stream.on('error', (error: unknown) => settle(E.left(failureOf(error))))
      stream.on('end', () => settle(E.right({ missing, last, events })))
    })
  } catch (error) {
    return E.left(failureOf(error))
  }
}

/** Whether the server answers a question that needs no search. */
const answers = async (connection: Connection, leaderOnly: boolean, within: number): Promise<boolean> => {
  const last = readAllRequest({ direction: 'backwards', limit: 1, filter: 'none' })
  return E.isRight(await readOnce(connection, last, positionOf, leaderOnly, within))
}

/** Reads again while it can be mended by waiting. */
export class Reader {
  readonly #connections: Connections
  readonly #within: number

  constructor(connections: Connections, within: number) {
    this.#connections = connections
    this.#within = within
  }

  async read<A>(
    request: ReadReq,
    keep: Keep<A>,
    leaderOnly: boolean,
    retry: Retry,
    searching = false,
  ): Promise<E.Either<Unread, ReadResult<A>>> {
    for (;;) {
      const { connection, giveBack } = this.#connections.take()
      const outcome = await readOnce(connection, request, keep, leaderOnly, this.#within, searching)
      giveBack(E.isLeft(outcome) && outcome.left._tag === 'lost')
      if (E.isRight(outcome)) return outcome
      const failure = outcome.left
      if (failure._tag === 'deleted' || failure._tag === 'Corrupt') return E.left(failure)
      if (failure._tag === 'denied') return E.left({ _tag: 'AccessDenied', cause: failure.cause })
      const cause = 'cause' in failure ? failure.cause : failure._tag
      if (!(await retry.again())) return E.left({ _tag: 'Unavailable', cause })
    }
  }
}
