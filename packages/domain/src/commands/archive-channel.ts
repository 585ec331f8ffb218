import * as t from 'io-ts'
import { channelOrder } from './order.ts'

/** Close a channel for good. */
export const ArchiveChannel = t.strict(
  {
    type: t.literal('ArchiveChannel'),
    ...channelOrder,
  },
  'ArchiveChannel',
)
export type ArchiveChannel = t.TypeOf<typeof ArchiveChannel>
