import type { Position } from '@parley/domain'
import type { RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { type Chains, type Link, linkAfter } from './chain.ts'
import type { CopyError } from './error.ts'
import { eachPage, type CopySide } from './pages.ts'

/** What a log holds, read through once. */
export interface Survey {
  readonly chains: Chains
  readonly events: number
  /** The position of its last event; absent where it is empty. */
  readonly head: Position | undefined
}

/** Called with each event and the chain of its stream up to it; an error ends the survey. */
export type Visit = (event: RecordedEvent, link: Link) => CopyError | undefined

/** Reads a log through, up to a position or its end. `looked` is told how many more events were read. */
export const surveyed = async (
  side: CopySide,
  upTo: Position | undefined,
  looked: (events: number) => CopyError | undefined,
  visit: Visit = () => undefined,
): Promise<E.Either<CopyError, Survey>> => {
  const chains = new Map<string, Link>()
  let events = 0
  let head: Position | undefined
  const read = await eachPage(side, { upTo }, async (page) => {
    for (const event of page) {
      const before = chains.get(event.stream)
      const next = before === undefined ? 0 : before.revision + 1
      if (event.revision !== next)
        return E.left({ _tag: 'Incomplete', side: side.name, stream: event.stream, missing: next })
      const link = linkAfter(before, event)
      chains.set(event.stream, link)
      const objection = visit(event, link)
      if (objection !== undefined) return E.left(objection)
      head = event.position
    }
    events += page.length
    const stop = looked(page.length)
    return stop === undefined ? E.right(undefined) : E.left(stop)
  })
  return E.isLeft(read) ? read : E.right({ chains, events, head })
}
