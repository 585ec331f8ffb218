import { commandService } from '@parley/commands'
import { TenantId } from '@parley/domain'
import { explainVariable, loggerOf, openDatabase, openStores, type Stores, storesOf } from '@parley/wiring'
import { Presets, SingleBar } from 'cli-progress'
import * as E from 'fp-ts/lib/Either.js'
import { explainCommandError } from './explain.ts'
import { folderToImport } from './files.ts'
import { importFolder } from './import-folder.ts'

/** `parley import irc DIR`: sends the logs of a folder through the commands. Gives the exit code. */
export const importIrc = async (folder: string, options: { readonly tenant: string }): Promise<number> => {
  const tenantId = TenantId.decode(options.tenant)
  if (E.isLeft(tenantId)) return fail(`--tenant ${options.tenant} is not 1 to 64 of a-z 0-9 _ -`)
  const variables = storesOf(process.env)
  if (E.isLeft(variables)) return fail(explainVariable(variables.left))
  const logger = loggerOf(process.env)
  if (E.isLeft(logger)) return fail(explainVariable(logger.left))
  const there = await folderToImport(folder)
  if (E.isLeft(there)) return fail(there.left)
  const { databaseUrl, eventStoreUrl } = variables.right
  const opened = await openDatabase(databaseUrl, process.env, say, { share: true })
  if (E.isLeft(opened)) return fail(opened.left)
  const database = opened.right
  try {
    return await importInto({ databaseUrl: database.url, eventStoreUrl }, tenantId.right, folder)
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  } finally {
    await database.close()
  }
}

const importInto = async (stores: Stores, tenantId: TenantId, folder: string): Promise<number> => {
  const { store, readSide } = await openStores(stores, { say })
  const commands = commandService({ store, ...readSide })
  const bar = new SingleBar(
    {
      format: '{bar} {percentage}% | {value} of {total} lines | {eta_formatted} left',
      // The time left is reckoned from the last so many steps, of which there is one a line.
      etaBuffer: 5_000,
      noTTYOutput: true,
      notTTYSchedule: 5_000,
      stream: process.stderr,
    },
    Presets.shades_classic,
  )
  try {
    const imported = await importFolder(commands.execute, tenantId, folder, {
      begin: (lines) => bar.start(lines, 0),
      advance: (lines) => bar.increment(lines),
    })
    bar.stop()
    if (E.isLeft(imported))
      return fail(`Stopped: ${explainCommandError(imported.left)}. Run it again to go on from there.`)
    const { files, events, problems } = imported.right
    for (const { file, line, what, consequence } of problems)
      console.log(`${file}:${line}: ${consequence}: ${what}`)
    console.log(`${files} files, ${events} events added, ${problems.length} lines reported`)
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
