import { publicRows } from '@parley/contract'
import { publicRowOf } from '@parley/projection'
import { members } from './table.ts'

/** What is public of these rows. */
export const publicRow = publicRowOf(publicRows.member, members, {
  key: { userId: 'user_id' },
  columns: { role: 'role', joinedAt: 'joined_at', joinedSegments: 'joined_segments', nickname: 'nickname' },
  counters: {},
})
