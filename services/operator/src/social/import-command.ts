import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type DocumentKind, fileOf, importSocial, type LinesOf } from '@parley/social'
import * as E from 'fp-ts/lib/Either.js'
import { runImport } from '../import/run-import.ts'

/** `parley import social DIR`: takes documents of the social format into the log. Gives the exit code. */
export const importSocialFrom = (folder: string, options: { readonly tenant: string }): Promise<number> => {
  let there: ReadonlySet<DocumentKind> = new Set()
  const linesOf: LinesOf = (kind) =>
    there.has(kind)
      ? createInterface({ input: createReadStream(join(folder, fileOf[kind])), crlfDelay: Infinity })
      : null
  return runImport(options.tenant, {
    unit: 'channels',
    ready: async () => {
      there = await kindsIn(folder)
      return there.has('channel')
        ? E.right(undefined)
        : E.left(`There is nothing to import in ${folder}: there is no ${fileOf.channel}.`)
    },
    run: (submit, tenantId, progress, store) => importSocial({ store, submit, tenantId }, linesOf, progress),
    told: ({ channels }) => `${channels} channels`,
  })
}

const kindsIn = async (folder: string): Promise<ReadonlySet<DocumentKind>> => {
  const kinds = new Set<DocumentKind>()
  for (const kind of Object.keys(fileOf) as ReadonlyArray<DocumentKind>) {
    const found = await stat(join(folder, fileOf[kind])).catch(() => null)
    if (found?.isFile() === true) kinds.add(kind)
  }
  return kinds
}
