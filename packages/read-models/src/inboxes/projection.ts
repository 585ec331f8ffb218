import { inboxStreams } from '@parley/domain'
import { readModelOf } from '@parley/projection'
import { movesRevision } from '../person-streams.ts'
import { inboxes } from './table.ts'

export const inboxesModel = readModelOf(inboxStreams, {
  table: inboxes,
  version: 1,
  project: movesRevision(inboxes),
})
