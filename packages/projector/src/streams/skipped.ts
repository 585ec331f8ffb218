import { addressOf, type Position, type Revision } from '@parley/domain'
import { actsCalled, type Operation, type StreamPlace } from '@parley/projection'
import { type Group, ParkedStreamCodec } from '@parley/read-models'
import type { Pool } from 'pg'
import { groupOfSchema } from '../tables.ts'

/** An event that stays out of the read models by an operator's word, where it can't be projected. */
interface Skipped {
  readonly stream: string
  readonly revision: Revision
  readonly position: Position
}

/** Which event it is, in this log: another log has another one there. */
export const nameOfSkipped = ({ stream, revision, position }: Skipped): string =>
  `${stream} ${revision} ${position}`

/** The events that were skipped in any generation of a group, by `nameOfSkipped`: the record of what was done is the list. */
export const readSkipped = async (
  client: Pick<Pool, 'query'>,
  { name }: Pick<Group, 'name'>,
): Promise<ReadonlySet<string>> => {
  const skips = await actsCalled(client, 'skip')
  const names = skips
    .filter(({ schema }) => groupOfSchema(schema) === name)
    // What another version wrote otherwise skips nothing here: its stream stays given up.
    .flatMap(({ detail }) => (ParkedStreamCodec.is(detail) ? [nameOfSkipped(detail)] : []))
  return new Set(names)
}

/** What a skipped event does to the row that says how far its stream is: that goes on, and decisions begin behind it. */
export const movesOn = (
  { kind, table, address: [tenant, id] }: StreamPlace,
  { stream, revision, position }: Skipped,
): Operation => {
  const address: Readonly<Record<string, string>> | undefined = addressOf(stream)
  const [tenantId, own] = [address?.['tenantId'], address?.[kind.id]]
  if (tenantId === undefined || own === undefined) throw new Error(`${stream} is no ${kind.kind}`)
  const key = { [tenant]: tenantId, [id]: own }
  const row = { ...key, revision, position }
  // A channel that has no row yet has none by its place alone.
  return Object.keys(table.columns).every((column) => Object.hasOwn(row, column))
    ? { op: 'put', row }
    : { op: 'patch', key, set: { revision, position } }
}
