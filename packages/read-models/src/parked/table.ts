import { Position, Revision } from '@parley/domain'
import * as t from 'io-ts'
import { column, rowCodec, table } from '@parley/projection'
import type { Row } from '@parley/projection'

/**
 * Streams of which nothing more is projected, each with the event at which it was given up: one that can't be read, or
 * the first behind events that the log keeps no more. What came before stays as it is.
 */
export const parkedStreams = table({
  name: 'parked_streams',
  columns: {
    stream: column('text', t.string),
    revision: column('bigint', Revision),
    position: column('bigint', Position),
    type: column('text', t.string),
    cause: column('text', t.string),
  },
  key: ['stream'],
})
export type ParkedStream = Row<typeof parkedStreams>

/** A stream that was given up, as it is written down. */
export const ParkedStreamCodec = rowCodec(parkedStreams)
