import { isDeepStrictEqual } from 'node:util'
import { commandDefinitionOf, nameOf, streamOf } from '@parley/domain'
import type { Command, DomainEvent, StreamAddress } from '@parley/domain'
import { decideOn, stateAfter } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import type { Outcome } from './service.ts'

const stateOf = (log: ReadonlyArray<DomainEvent>, stream: StreamAddress) =>
  stateAfter(log.filter((event) => streamOf(event) === nameOf(stream)))

/** What the command comes to where its stream, and that where it looks beside it, are as these logs have them. */
const decideAfter = (
  elsewhereLog: ReadonlyArray<DomainEvent>,
  log: ReadonlyArray<DomainEvent>,
  command: Command,
) => {
  const definition = commandDefinitionOf(command)
  const elsewhere = definition.elsewhere?.(command).stream
  return decideOn(
    command,
    stateOf(log, definition.stream(command)),
    elsewhere === undefined ? new Map() : stateOf(elsewhereLog, elsewhere),
  )
}

/**
 * Whether an answer is the one that the whole log gives at some moment between the question (when the log had
 * `asked` events) and now; where it made events, at the moment before them.
 */
export const explains = (
  log: ReadonlyArray<DomainEvent>,
  asked: number,
  command: Command,
  outcome: Outcome,
): boolean => {
  if (E.isLeft(outcome) && outcome.left._tag !== 'Rejected') return false
  const looksElsewhere = commandDefinitionOf(command).elsewhere !== undefined
  for (let then = asked; then <= log.length; then++) {
    const before = log.slice(0, then)
    // What is one's own is decided on a channel as it was a little earlier, and an inbox as it is.
    for (let inboxThen = then; inboxThen <= (looksElsewhere ? log.length : then); inboxThen++) {
      const decided = decideAfter(before, log.slice(0, inboxThen), command)
      if (E.isLeft(outcome)) {
        if (
          E.isLeft(decided) &&
          isDeepStrictEqual(outcome.left, { _tag: 'Rejected', rejection: decided.left })
        )
          return true
        continue
      }
      const { position, events } = outcome.right
      if (E.isLeft(decided) || decided.right.length !== events) continue
      // The position of an event in memory is its number, from 1.
      const written = log.slice(position - events, position)
      if (events === 0 || (position - events === inboxThen && isDeepStrictEqual(written, decided.right)))
        return true
    }
  }
  return false
}
