import { randomUUID } from 'node:crypto'
import type { Person } from '@parley/auth'
import type { EngineError, WireCommand } from '@parley/contract'
import {
  certain,
  CommandId,
  ownPrefix,
  type TenantId,
  type Timestamp,
  timestampOf,
  UserId,
} from '@parley/domain'
import type { Unavailable } from '@parley/event-store'
import type { AsOf, NamedFile, Queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { effectsOf } from '../execute/effects.ts'
import type { Accepted, Execute } from '../execute/execute.ts'
import type { Failure } from '../failure.ts'

/** What is known of a file once all its bytes are there. */
export type Finished = Omit<Extract<WireCommand, { readonly type: 'FinishUpload' }>, 'type' | 'commandId'>

/**
 * What whoever keeps the bytes of files has to do with the engine: in its own name, and counted with nobody's. It is for
 * the process that serves files alone; no door hands it on.
 */
export interface FileKeeper {
  /** All bytes of a file are there. */
  readonly finish: (tenantId: TenantId, finished: Finished) => TaskEither<Failure, Accepted>
  /** A file is taken away. */
  readonly remove: (file: NamedFile) => TaskEither<Failure, Accepted>
  /** Files of any tenant that came to nothing before a moment (in milliseconds since 1970), some of them. */
  readonly unreferred: (before: number) => TaskEither<EngineError, ReadonlyArray<NamedFile>>
  /** Those of these files that stand. */
  readonly notDeleted: (files: ReadonlyArray<NamedFile>) => TaskEither<EngineError, ReadonlyArray<NamedFile>>
}

/** The most files that are taken away in one go. */
const mostAtOnce = 200

const keeper = certain(UserId, `${ownPrefix}files`)

const as = (tenantId: TenantId): Person => ({ kind: 'person', tenantId, userId: keeper })

const moment = (at: number): Timestamp => timestampOf(new Date(at))

export const fileKeeper = (execute: Execute, { files }: Pick<Queries, 'files'>): FileKeeper => {
  const carryOut = (tenantId: TenantId, command: WireCommand) =>
    execute(as(tenantId), command, effectsOf(command))
  const answered =
    <A>(asked: TaskEither<Unavailable, AsOf<A>>): TaskEither<EngineError, A> =>
    async () => {
      const answer = await asked()
      return E.isLeft(answer) ? E.left({ _tag: 'Unavailable' }) : E.right(answer.right.value)
    }
  return {
    finish: (tenantId, finished) =>
      carryOut(tenantId, { type: 'FinishUpload', commandId: named(), ...finished }),
    remove: ({ tenantId, fileId }) => carryOut(tenantId, { type: 'DeleteFile', commandId: named(), fileId }),
    unreferred: (before) => answered(files.unreferred(moment(before), mostAtOnce)),
    notDeleted: (asked) => answered(files.notDeleted(asked)),
  }
}

const named = (): CommandId => certain(CommandId, randomUUID())
