import { userStreams } from '@parley/domain'
import { readModelOf } from '@parley/projection'
import { movesRevision, personStreams } from '../person-streams.ts'

/** How far what each person says of themselves has been projected. */
export const userStreamsRead = personStreams('user_streams')

export const userStreamsModel = readModelOf(userStreams, {
  table: userStreamsRead,
  version: 1,
  project: movesRevision(userStreamsRead),
})
