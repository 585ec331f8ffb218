import type { Column } from './columns.ts'
import type { FileAside } from './file-aside.ts'
import type { RowFile } from './row-file.ts'

/** Lines are written when there are so many characters of them. */
const enough = 1024 * 1024

/** Rows as lines of JSON: what a row does not have is not in it, moments are texts. */
export const jsonLinesFile = (file: FileAside, columns: ReadonlyArray<Column>): RowFile => {
  const names = columns.map(({ name }) => name)
  let lines: Array<string> = []
  let characters = 0
  const flush = async (): Promise<void> => {
    if (lines.length > 0) await file.write(Buffer.from(lines.join('')))
    lines = []
    characters = 0
  }
  return {
    add: async (values) => {
      const line = `${JSON.stringify(Object.fromEntries(names.map((name, n) => [name, values[n]])))}\n`
      lines.push(line)
      characters += line.length
      if (characters >= enough) await flush()
    },
    finish: async () => {
      await flush()
      return file.finish()
    },
    abandon: file.abandon,
  }
}
