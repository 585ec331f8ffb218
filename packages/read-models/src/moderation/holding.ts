import { defaultPage } from '@parley/contract'
import type { ChannelId, UserId } from '@parley/domain'
import { type Columns, rowCodec, type RowOf, type Table } from '@parley/projection'
import { type RawBuilder, sql } from 'kysely'
import { now } from '../queries/access.ts'
import { type Reading, rowsAs } from '../queries/database.ts'
import type { Viewer } from '../queries/queries.ts'

/** Where it is asked what holds, and who asks. */
export interface AskedPlace {
  readonly reading: Reading
  readonly schema: string
  readonly viewer: Viewer
  readonly channelId: ChannelId
}

/** A page of it, by user id. */
interface PageOf<R> {
  readonly rows: ReadonlyArray<R>
  readonly more: boolean
}

/** What of a table holds now (MOD-1): what has no end, or one that is still to come. */
export interface Holding<R> {
  /** What holds the channel itself. */
  readonly ofChannel: (place: AskedPlace) => Promise<R | undefined>
  /** What holds whoever asks. */
  readonly own: (place: AskedPlace) => Promise<R | undefined>
  /** Whom it holds, from after a person on, as many as are asked for. */
  readonly page: (
    place: AskedPlace,
    asked: { readonly limit?: number | undefined; readonly after?: UserId | undefined },
  ) => Promise<PageOf<R>>
}

/** The rows of a table of what holds channels, or people in channels, until a moment. */
export const holding = <C extends Columns, Key extends keyof C & string, Counter extends keyof C & string>(
  table: Table<C, Key, Counter>,
): Holding<RowOf<C>> => {
  const codec = rowCodec(table)

  const found = async ({ reading, schema, viewer, channelId }: AskedPlace, rest: RawBuilder<unknown>) => {
    const { rows } = await sql`select * from ${sql.id(schema, table.name)}
      where tenant_id = ${viewer.tenantId} and channel_id = ${channelId}
        and (until is null or until > ${now}) ${rest}`.execute(reading)
    return rowsAs(codec, rows)
  }

  return {
    ofChannel: async (place) => (await found(place, sql``))[0],
    own: async (place) => (await found(place, sql`and user_id = ${place.viewer.userId}`))[0],
    page: async (place, { limit = defaultPage, after }) => {
      const from = after === undefined ? sql`` : sql`and user_id > ${after}`
      const rows = await found(place, sql`${from} order by user_id limit ${limit + 1}`)
      return { rows: rows.slice(0, limit), more: rows.length > limit }
    },
  }
}
