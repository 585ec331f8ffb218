import type { Happened } from '@parley/contract/testing'
import {
  certain,
  nameOf,
  type Command,
  commandDefinitionOf,
  commandFrom,
  type DomainEvent,
  MessageId,
  Position,
  type Revision,
  streamOf,
  timestampOf,
} from '@parley/domain'
import { channelState, emptyWorld, fold, rowsAt, submit } from '@parley/domain/testing'
import { fakeCommands, type FakeCommands, type Outcome } from '@parley/engine/testing'
import { type EventStore, memoryEventStore, toNewEvent } from '@parley/event-store'
import type { Commit } from '@parley/protocol/conformance'
import type { Queries } from '@parley/read-models'
import { queriesInMemory, takenIn } from '@parley/read-models/testing'
import * as E from 'fp-ts/lib/Either.js'
import { tenantId } from './world.ts'

/**
 * What stands behind the gateway in a case: commands are decided by the domain, kept in a log in memory, and seen by
 * the definition of each view. Nothing of it lags.
 */
export interface CaseWorld {
  readonly log: EventStore
  readonly queries: Queries
  readonly commands: FakeCommands
  /** Has the log take in commands at once, one after another; what the rules turn down is a fault of the case. */
  readonly commit: (commits: ReadonlyArray<Commit>) => Promise<void>
  /** All that has happened, in order. */
  readonly history: ReadonlyArray<Happened>
}

const noon = Date.parse('2026-03-01T12:00:00Z')
const hour = 3_600_000

/** Begins with what is left of a log that was restored; what happens from then on happens an hour later. */
export const caseWorld = async (before: ReadonlyArray<DomainEvent> = []): Promise<CaseWorld> => {
  const beginning = before.length === 0 ? noon : noon + hour
  const log = memoryEventStore()
  const decided = emptyWorld()
  const history: Array<Happened> = []
  const appends: Array<Promise<unknown>> = []

  const keep = (event: DomainEvent): void => {
    const stream = streamOf(event)
    const position = certain(Position, history.length + 1)
    const revision = history.filter((one) => streamOf(one.event) === stream).length
    history.push({ event, position, revision: revision as Revision })
    const id = certain(MessageId, `00000000-0000-4000-9000-${String(position).padStart(12, '0')}`)
    appends.push(log.append(stream, 'any', [toNewEvent(event, id)])())
  }
  const carryOut = (given: Command): Outcome => {
    const command = { ...given, at: timestampOf(new Date(beginning + 1_000 * (history.length + 1))) }
    const outcome = submit(decided, command)
    if (E.isLeft(outcome)) return E.left({ _tag: 'Rejected', rejection: outcome.left })
    outcome.right.forEach(keep)
    const definition = commandDefinitionOf(command)
    const [first] = outcome.right
    const stream = first === undefined ? nameOf(definition.stream(command)) : streamOf(first)
    const last = history.findLast(({ event }) => streamOf(event) === stream)
    if (last === undefined) throw new Error('nothing happened there')
    return E.right({
      revision: last.revision,
      position: last.position,
      events: outcome.right.length,
      result: definition.result(command, rowsAt(channelState(decided, command), definition.reads(command))),
    })
  }
  const commit: CaseWorld['commit'] = async (commits) => {
    for (const { by, command } of commits) {
      const at = timestampOf(new Date(beginning))
      const outcome = carryOut(commandFrom({ tenantId, by, at }, command))
      if (E.isLeft(outcome)) throw new Error(`the rules turn it down: ${JSON.stringify(outcome.left)}`)
    }
    await Promise.all(appends)
  }
  for (const event of before) {
    fold(channelState(decided, event), [event])
    keep(event)
  }
  await Promise.all(appends)
  return {
    log,
    queries: queriesInMemory(takenIn(history)),
    commands: fakeCommands(carryOut),
    commit,
    history,
  }
}
