import * as E from 'fp-ts/lib/Either.js'
import { runImport } from '../import/run-import.ts'
import { folderToImport } from './files.ts'
import { importFolder } from './import-folder.ts'
import { readingOf, type TypedIrcImport } from './reading.ts'

/** `parley import irc DIR`: sends the logs of a folder through the commands. Gives the exit code. */
export const importIrc = (folder: string, typed: TypedIrcImport): Promise<number> => {
  const reading = readingOf(typed)
  return runImport(typed.tenant, {
    unit: 'lines',
    ready: async () => (E.isLeft(reading) ? reading : folderToImport(folder, reading.right)),
    run: (submit, tenantId, progress) => {
      if (E.isLeft(reading)) throw new Error(reading.left)
      return importFolder(submit, tenantId, folder, reading.right, progress)
    },
    told: ({ files }) => `${files} files`,
  })
}
