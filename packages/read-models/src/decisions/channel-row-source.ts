import type { ChannelRowSource } from '@parley/commands'
import type { Pool } from 'pg'
import { prepared } from '@parley/projection'
import { asking, defaultInFlight } from './asking.ts'
import { BadRow, channelAnswers, Found } from './channel-rows.ts'
import { channelParameters, channelStatement } from './channel-statement.ts'
import type { ChannelQuestion } from './channel-statement.ts'

/** What a row source looks up with: a `lookUpPool`, and the schema of the generation in use. */
export interface RowSourceOptions {
  readonly pool: Pool
  readonly schema: string
  readonly inFlight?: number
}

/** What decisions about channels need to know, from the read models: rows and revision of one snapshot. */
export const channelRowSource = ({
  pool,
  schema,
  inFlight = defaultInFlight,
}: RowSourceOptions): ChannelRowSource => {
  const statement = prepared(channelStatement(schema))
  const ask = asking(async (questions: ReadonlyArray<ChannelQuestion>) => {
    const { rows }: { rows: unknown } = await pool.query({
      ...statement,
      values: channelParameters(questions),
    })
    if (!Found.is(rows)) throw new BadRow('not rows of a channel')
    return channelAnswers(questions, rows)
  }, inFlight)
  return { load: (stream, keys) => ask({ stream, keys }) }
}
