import { commandService, type RowSource } from '@parley/commands'
import type { DomainEvent, Position } from '@parley/domain'
import { decodeRecorded, memoryEventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Submit } from '../carry-out.ts'

/** A projection that never comes: decisions fold the log alone. */
const behind: RowSource = {
  load: (_, keys) =>
    TE.right({
      revision: 'no-stream',
      position: 0 as Position,
      rows: new Map(keys.map(({ text }) => [text, undefined])),
    }),
}

/** What is right; throws of what is not. */
export const right = <L, R>(either: E.Either<L, R>): R => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

/** A log in memory, to import into. */
export const testLog = () => {
  const store = memoryEventStore()
  const submit: Submit = commandService({ store, rows: behind }).execute
  /** Carries out so many commands, and fails then, as a log that is out of reach. */
  const failingAfter = (most: number): Submit => {
    let left = most
    return (command) =>
      left-- > 0 ? submit(command) : TE.left({ _tag: 'Unavailable' as const, cause: 'stopped' })
  }
  const events = async (): Promise<ReadonlyArray<DomainEvent>> =>
    right(await store.readAll()()).map((recorded) => right(decodeRecorded(recorded)))
  return { store, submit, failingAfter, events }
}
