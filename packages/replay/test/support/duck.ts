import { DuckDBInstance } from '@duckdb/node-api'

type Rows = ReadonlyArray<Readonly<Record<string, unknown>>>

/** A DuckDB in memory. */
export interface Duck {
  /** What it answers, with what is null left out and values as JSON has them. */
  readonly ask: (question: string) => Promise<Rows>
  readonly close: () => void
}

/** A DuckDB after these statements. */
export const duckOn = async (begin: string): Promise<Duck> => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(begin)
  return {
    ask: async (question) =>
      (await connection.runAndReadAll(question))
        .getRowObjectsJson()
        .map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** What a DuckDB of its own answers, of files in a folder that the question calls FOLDER. */
export const duckRows = async (folder: string, question: string): Promise<Rows> => {
  const duck = await duckOn("set timezone = 'UTC'")
  try {
    return await duck.ask(question.replace('FOLDER', folder))
  } finally {
    duck.close()
  }
}
