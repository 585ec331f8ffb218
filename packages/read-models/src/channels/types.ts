import { type ChannelType, typesWith } from '@parley/domain/permissions'
import { type RawBuilder, sql } from 'kysely'

/**
 * Types of channel for `in (…)`, written out: Postgres sees by them which index holds the rows. Of none, a list in
 * which nothing is.
 */
export const typeList = (types: ReadonlyArray<ChannelType>): string =>
  types.length === 0 ? 'null' : types.map((type) => `'${type.replaceAll("'", "''")}'`).join(', ')

const asSql = (types: ReadonlyArray<ChannelType>): RawBuilder<unknown> => sql.raw(`(${typeList(types)})`)

/** The types whose channels are found by browsing. */
export const browsedTypes = typesWith((traits) => traits.listed)
/** As `browsedTypes`, for `in`. */
export const inBrowsed = asSql(browsedTypes)
/** The types whose channels everyone may know of, for `in`. */
export const inOpen = asSql(typesWith(({ visibility }) => visibility === 'open'))
/** The types whose channels are called by their members, for `in`. */
export const inCalledByMembers = asSql(typesWith(({ naming }) => naming === 'members'))
