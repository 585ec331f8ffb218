import { publicRows } from '@parley/contract'
import { publicRowOf } from '@parley/projection'
import { reactions } from './table.ts'

/** What is public of these rows. */
export const publicRow = publicRowOf(publicRows.reaction, reactions, {
  key: { messageId: 'message_id', name: 'name', userId: 'user_id' },
  columns: {},
  counters: {},
})
