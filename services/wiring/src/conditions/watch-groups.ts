import type { Position } from '@parley/domain'
import type { Clock } from '@parley/runtime'
import type { Conditions } from './conditions.ts'
import type { ConditionName } from './known.ts'
import type { DatabaseSeen, LogSeen } from './look.ts'

/** A group of read models beside the core, and how it is looked at. */
interface WatchedGroup {
  readonly name: string
  readonly database: () => Promise<DatabaseSeen>
}

export interface WatchGroupsOptions {
  readonly conditions: Conditions
  readonly clock: Clock
  readonly groups: ReadonlyArray<WatchedGroup>
  readonly log: (checkpoint: Position) => Promise<LogSeen>
}

/** Milliseconds between two looks at a group, and how old the event may be that it has not yet: it may be behind for a while. */
const every = 5_000
const oldest = 60_000

const behind = (group: string): ConditionName => `group-${group}-behind`

/** What keeps a group from being as far as it should be, in words; undefined: nothing, or nothing that is known. */
const lackOf = (database: DatabaseSeen, log: LogSeen | undefined, absentFor: number): string | undefined => {
  switch (database._tag) {
    case 'wrong':
      return undefined
    case 'absent':
      return absentFor > oldest / 2 ? database.reason.cause : undefined
    case 'at': {
      if (log?._tag !== 'new') return undefined
      const age = database.now - log.at
      if (age <= oldest) return undefined
      return `it is at position ${database.checkpoint}, and the log took the next event ${Math.round(age / 1_000)} s ago`
    }
    default:
      return database satisfies never
  }
}

/**
 * Looks every five seconds how far the groups beside the core are, in whichever process their projectors run, and says of
 * one that is far behind that it is. That the database or the log gives no answer is told of the core.
 */
export const watchGroups = ({
  conditions,
  clock,
  groups,
  log,
}: WatchGroupsOptions): { readonly close: () => void } => {
  let closed = false
  let cancel = (): void => {}
  const absentSince = new Map<string, number>()

  const look = async ({ name, database }: WatchedGroup): Promise<void> => {
    const seen = await database()
    if (seen._tag !== 'absent') absentSince.delete(name)
    else if (!absentSince.has(name)) absentSince.set(name, clock.elapsed())
    const found = seen._tag === 'at' ? await log(seen.checkpoint) : undefined
    if (closed) return
    const cause = lackOf(seen, found, clock.elapsed() - (absentSince.get(name) ?? clock.elapsed()))
    if (cause === undefined) conditions.over(behind(name))
    else
      conditions.report(behind(name), {
        cause,
        todo: 'See whether a projector runs, and what it says. While they are made anew, or much is said at once, wait.',
      })
  }

  const lookAgain = async (): Promise<void> => {
    for (const group of groups) if (!closed) await look(group).catch(() => {})
    if (!closed) cancel = clock.later(every, () => void lookAgain())
  }
  void lookAgain()

  return {
    close: () => {
      closed = true
      cancel()
    },
  }
}
