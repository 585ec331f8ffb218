import { runImport } from '../import/run-import.ts'
import { folderToImport } from './files.ts'
import { importFolder } from './import-folder.ts'

/** `parley import irc DIR`: sends the logs of a folder through the commands. Gives the exit code. */
export const importIrc = (folder: string, options: { readonly tenant: string }): Promise<number> =>
  runImport(options.tenant, {
    unit: 'lines',
    ready: () => folderToImport(folder),
    run: (submit, tenantId, progress) => importFolder(submit, tenantId, folder, progress),
    told: ({ files }) => `${files} files`,
  })
