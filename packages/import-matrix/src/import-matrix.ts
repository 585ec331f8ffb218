import type { CommandError } from '@parley/commands'
import type { TenantId } from '@parley/domain'
import { carryOut, type Problem, type Submit } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import { type NamePart, peopleBy } from './people.ts'
import { planRoom } from './plan-room.ts'
import type { ExportedRoom } from './room.ts'

/** What a room came to. */
export interface MatrixImported {
  readonly commands: number
  /** Events that this run added: 0 where all was there. */
  readonly events: number
  readonly problems: ReadonlyArray<Problem>
}

export interface MatrixOptions {
  readonly tenantId: TenantId
  /** By what of their ids people are called. */
  readonly people: NamePart
  readonly progress: { readonly begin: (events: number) => void; readonly advance: (events: number) => void }
}

/**
 * Imports a room as a channel. A store that fails ends it (left), and the same call later goes on from there; so does one
 * with a later export of the same room.
 */
export const importMatrix = async (
  submit: Submit,
  room: ExportedRoom,
  { tenantId, people, progress }: MatrixOptions,
): Promise<E.Either<CommandError, MatrixImported>> => {
  const problems: Problem[] = []
  const report = (problem: Problem): void => void problems.push(problem)
  progress.begin(room.events.length)
  const lines = new Map(room.events.map(({ line }, n) => [line, n + 1]))
  let done = 0
  const imported = await carryOut(submit, planRoom(tenantId, room, peopleBy(people), report), ({ line }) => {
    const reached = lines.get(line) ?? 0
    progress.advance(Math.max(0, reached - done))
    done = Math.max(done, reached)
  })
  progress.advance(room.events.length - done)
  if (E.isLeft(imported)) return imported
  const { commands, events } = imported.right
  return E.right({ commands, events, problems: [...problems, ...imported.right.problems] })
}
