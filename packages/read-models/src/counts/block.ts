import type { Segment } from '@parley/domain'
import { type RawBuilder, sql } from 'kysely'

/**
 * Segments of a feed that are counted together: what stands behind a place in it is the counts of the blocks behind, and
 * of its own block the messages one by one. So of a million messages a thousand counts and a thousand messages at the most.
 */
const segmentsOfBlock = 1_024

/** The block that a segment is in. */
export const blockOf = (segment: Segment): number => Math.floor((segment - 1) / segmentsOfBlock)

/** In SQL, the first block of which all is after this segment. */
export const blockAfter = (segment: RawBuilder<number>): RawBuilder<number> =>
  sql`((${segment} + ${sql.lit(segmentsOfBlock - 1)}) / ${sql.lit(segmentsOfBlock)})`

/** In SQL, the last segment before that block. */
export const endOfBlock = (segment: RawBuilder<number>): RawBuilder<number> =>
  sql`(${blockAfter(segment)} * ${sql.lit(segmentsOfBlock)})`
