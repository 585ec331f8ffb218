import { maxPageBytes } from '@parley/contract'
import * as t from 'io-ts'
import { type Expression, type RawBuilder, sql } from 'kysely'
import { type Reading, rowsAs } from './database.ts'

/** What a page is made of. */
interface PageQuery<A, O> {
  readonly codec: t.Type<A, O>
  /** One row more than the page may have, at most. */
  readonly rows: Expression<unknown>
  /** The bytes that a row `r` takes in an answer. */
  readonly bytes: RawBuilder<unknown>
  /** The order of the rows `r`. */
  readonly order: RawBuilder<unknown>
  readonly limit: number
}

const Counted = t.type({ found: t.number }, 'Counted')

/**
 * The rows of a page: as many as were asked for, and no more than fit into `maxPageBytes`, but for the first, which
 * comes in any case. `more`: there are others. What does not fit is not read out of the database.
 */
export const pageOf = async <A, O>(
  reading: Reading,
  { codec, rows, bytes, order, limit }: PageQuery<A, O>,
): Promise<{ readonly rows: ReadonlyArray<A>; readonly more: boolean }> => {
  const answer = await sql`
    select s.* from (
      select r.*, sum(${bytes}) over (order by ${order} rows unbounded preceding) as bytes_so_far,
        row_number() over (order by ${order}) as number, count(*) over () as found
      from (${rows}) r
    ) s
    where s.number <= ${limit}::bigint and (s.number = 1 or s.bytes_so_far <= ${maxPageBytes}::bigint)
    order by s.number`.execute(reading)
  const found = rowsAs(t.intersection([codec, Counted]), answer.rows)
  return { rows: found, more: found.length < (found[0]?.found ?? 0) }
}
