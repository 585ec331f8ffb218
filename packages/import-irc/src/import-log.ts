import type { CommandError } from '@parley/commands'
import type { TenantId } from '@parley/domain'
import { carryOut, type Imported, type Submit } from '@parley/import-kit'
import type { Either } from 'fp-ts/lib/Either.js'
import type { IrcLog } from './irc-log.ts'
import { planLog } from './plan.ts'

/** Sends a log's commands, in order: see `carryOut`. `onLine` is told of each line (from 1) that is done. */
export const importLog = (
  submit: Submit,
  tenantId: TenantId,
  log: IrcLog,
  onLine: (line: number) => void = () => undefined,
): Promise<Either<CommandError, Imported>> =>
  carryOut(submit, planLog(log, tenantId), ({ line }) => onLine(line))
