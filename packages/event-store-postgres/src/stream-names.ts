import pg from 'pg'
import { CorruptRow } from './rows.ts'

/** The names of streams by their numbers, as far as they were needed so far. A stream's name never changes. */
export interface StreamNames {
  /** Makes sure that these are known. */
  readonly learn: (streams: Iterable<number>) => Promise<void>
  /** The name of a stream that was learnt. Throws `CorruptRow` where the log has no such stream. */
  readonly nameOf: (stream: number) => string
}

const mostNames = 500_000

export const streamNames = (pool: pg.Pool, schema: string): StreamNames => {
  let names = new Map<number, string>()
  return {
    learn: async (streams) => {
      const missing = new Set<number>()
      for (const stream of streams) if (!names.has(stream)) missing.add(stream)
      if (missing.size === 0) return
      const { rows } = await pool.query<[number, string]>({
        name: 'stream-names',
        text: `select id, name from ${schema}.streams where id = any ($1::integer[])`,
        rowMode: 'array',
        values: [`{${[...missing].join(',')}}`],
      })
      if (names.size > mostNames) names = new Map()
      for (const [id, name] of rows) names.set(id, name)
    },
    nameOf: (stream) => {
      const name = names.get(stream)
      if (name === undefined) throw new CorruptRow(`no stream has the number ${stream}`)
      return name
    },
  }
}
