import type { CommandError } from '@parley/commands'
import type { TenantId } from '@parley/domain'
import { carryOut, type Imported, type Submit } from '@parley/import-kit'
import type { Either } from 'fp-ts/lib/Either.js'
import type { IrcLog } from './irc-log.ts'
import { planLog } from './plan.ts'

/** Sends a log's commands, in order: see `carryOut`. `onLine` is told how many of its lines are reached. */
export const importLog = (
  submit: Submit,
  tenantId: TenantId,
  log: IrcLog,
  onLine: (lines: number) => void = () => undefined,
): Promise<Either<CommandError, Imported>> =>
  carryOut(submit, planLog(log, tenantId), ({ nth }) => onLine(nth + 1))
