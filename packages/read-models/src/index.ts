export type { NamedFile } from './files/named.ts'
export { changesOf } from './changes.ts'
export * from './queries/queries.ts'
export { queries } from './queries/postgres-queries.ts'
export type { QueriesOptions } from './queries/postgres-queries.ts'
export { rowSource } from './decisions/row-source.ts'
export type { RowSourceOptions } from './decisions/row-source.ts'
export { textsIn } from './versions/texts.ts'
export { readLastRevisions, readParkedStreams } from './parked/reading.ts'
export { ParkedStreamCodec, parkedStreams } from './parked/table.ts'
export type { ParkedStream } from './parked/table.ts'
export { highlightsIn } from './search/highlights.ts'
export { foundIn, termsOf, tokensFor } from './search/terms.ts'
export { otherGroupOf, readModels, streamPlaces } from './read-models.ts'
export { core, groups, otherGroups, placeIn } from './groups.ts'
export type { Group } from './group.ts'
export { tableDifferences, unreadDifferences } from './audit/differences.ts'
export type { Difference } from './audit/differences.ts'
export { givenUp, streamDifferences, streamOfRow, streamsWithRows } from './audit/streams.ts'
export type { FromLog } from './audit/streams.ts'
export { recountUnread } from './audit/recount.ts'
export type { Unread } from './audit/recount.ts'
export { readTables, readUnread } from './audit/rows.ts'
export {
  parkedDifference,
  parkedOf,
  readRowsOfStream,
  streamCondition,
  tablesOfStream,
} from './audit/stream-rows.ts'
export { whyUnread } from './conversations/why-unread.ts'
export type { WhyUnread } from './conversations/why-unread.ts'
export { database, inSnapshot, positionOf } from './queries/database.ts'
