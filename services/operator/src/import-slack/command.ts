import { type ExportFiles, fromTop, importSlack, type NameField } from '@parley/import-slack'
import * as E from 'fp-ts/lib/Either.js'
import { runImport } from '../import/run-import.ts'
import { openExport } from './export-at.ts'
import type { OpenedExport } from './zip-files.ts'

/** The options of an import, as they were typed. */
export interface TypedSlackImport {
  readonly tenant: string
  readonly people: NameField
}

/** `parley import slack PATH`: sends the export of a workspace through the commands. Gives the exit code. */
export const importSlackFrom = async (path: string, options: TypedSlackImport): Promise<number> => {
  let opened: OpenedExport | null = null
  try {
    return await runImport(options.tenant, {
      unit: 'files',
      ready: async () => {
        const found = await openExport(path)
        if (E.isLeft(found)) return found
        opened = found.right
        return looksLikeOne(found.right.files, path)
      },
      run: (submit, tenantId, progress) =>
        importSlack(submit, filesIn(opened), { tenantId, people: options.people, progress }),
      told: ({ channels }) => `${channels} channels`,
    })
  } finally {
    close(opened)
  }
}

const filesIn = (opened: OpenedExport | null): ExportFiles => {
  if (opened === null) throw new Error('the export is read before it is opened')
  return opened.files
}

const close = (opened: OpenedExport | null): void => opened?.close()

const looksLikeOne = (files: ExportFiles, path: string): E.Either<string, void> => {
  const names = fromTop(files).names
  return names.includes('users.json')
    ? E.right(undefined)
    : E.left(
        `There is nothing to import in ${path}: an export has a users.json beside the folders of its channels.`,
      )
}
