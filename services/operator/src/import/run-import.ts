import { type CommandError, commandService } from '@parley/commands'
import { TenantId } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import type { Problem, Submit } from '@parley/import-kit'
import { explainVariable, loggerOf, openDatabase, openStores, type Stores, storesOf } from '@parley/wiring'
import { wordsOf } from '@parley/runtime'
import { Presets, SingleBar } from 'cli-progress'
import * as E from 'fp-ts/lib/Either.js'
import { explainCommandError } from './explain.ts'

/** Called as an import proceeds, with lines or files of all that is imported. */
export interface Progress {
  readonly begin: (all: number) => void
  readonly advance: (more: number) => void
}

/** What an import came to. */
interface Outcome {
  /** Events that this run added: 0 where all was there. */
  readonly events: number
  readonly problems: ReadonlyArray<Problem>
}

/** An import, of whatever. */
export interface ImportOf<Done extends Outcome> {
  /** What is counted on the bar, such as `lines`. */
  readonly unit: string
  /** Looks, before anything is opened, whether there is something to import; left: what is wrong with it, in words. */
  readonly ready: () => Promise<E.Either<string, void>>
  readonly run: (
    submit: Submit,
    tenantId: TenantId,
    progress: Progress,
    store: EventStore,
  ) => Promise<E.Either<CommandError, Done>>
  /** What was imported, in words: `3 files`. */
  readonly told: (done: Done) => string
}

/**
 * Runs `parley import …`: opens the stores of this environment, shows how far it is, and prints what was not taken as
 * it stands. Gives the exit code.
 */
export const runImport = async <Done extends Outcome>(
  tenant: string,
  importOf: ImportOf<Done>,
): Promise<number> => {
  const tenantId = TenantId.decode(tenant)
  if (E.isLeft(tenantId)) return fail(`--tenant ${tenant} is not 1 to 64 of a-z 0-9 _ -`)
  const variables = storesOf(process.env)
  if (E.isLeft(variables)) return fail(explainVariable(variables.left))
  const logger = loggerOf(process.env)
  if (E.isLeft(logger)) return fail(explainVariable(logger.left))
  const there = await importOf.ready()
  if (E.isLeft(there)) return fail(there.left)
  const { databaseUrl, eventStoreUrl } = variables.right
  const opened = await openDatabase(databaseUrl, process.env, say, { share: true })
  if (E.isLeft(opened)) return fail(opened.left)
  const database = opened.right
  try {
    return await importInto({ databaseUrl: database.url, eventStoreUrl }, tenantId.right, importOf)
  } catch (error) {
    return fail(wordsOf(error))
  } finally {
    await database.close()
  }
}

const importInto = async <Done extends Outcome>(
  stores: Stores,
  tenantId: TenantId,
  { unit, run, told }: ImportOf<Done>,
): Promise<number> => {
  const { store, readSide } = await openStores(stores, { say })
  const commands = commandService({ store, ...readSide })
  const bar = new SingleBar(
    {
      format: `{bar} {percentage}% | {value} of {total} ${unit} | {eta_formatted} left`,
      // The time left is reckoned from the last so many steps.
      etaBuffer: 5_000,
      noTTYOutput: true,
      notTTYSchedule: 5_000,
      stream: process.stderr,
    },
    Presets.shades_classic,
  )
  try {
    const progress: Progress = {
      begin: (all) => bar.start(all, 0),
      advance: (more) => bar.increment(more),
    }
    const imported = await run(commands.execute, tenantId, progress, store)
    bar.stop()
    if (E.isLeft(imported))
      return fail(`Stopped: ${explainCommandError(imported.left)}. Run it again to go on from there.`)
    const { events, problems } = imported.right
    for (const { file, line, what, consequence } of problems)
      console.log(`${file}:${line}: ${consequence}: ${what}`)
    console.log(`${told(imported.right)}, ${events} events added, ${problems.length} lines reported`)
    return 0
  } finally {
    bar.stop()
    await commands.close()
    await readSide.close()
    await store.close()
  }
}

const say = (line: string): void => console.error(line)

const fail = (why: string): number => {
  console.error(why)
  return 1
}
