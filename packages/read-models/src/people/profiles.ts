import { publicRows } from '@parley/contract'
import {
  DisplayName,
  FileId,
  folded,
  Metadata,
  orNull,
  profileRows,
  TenantId,
  type ToldIn,
  UserId,
  userStreams,
} from '@parley/domain'
import * as t from 'io-ts'
import { column, decisionRow, nothing, operations, publicRowOf, table, toldModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'

/** What each person says of themselves for good. */
const profiles = table({
  name: 'profiles',
  columns: {
    tenant_id: column('text', TenantId),
    user_id: column('text', UserId),
    display_name: column('text', orNull(DisplayName)),
    avatar_file_id: column('text', orNull(FileId)),
    metadata: column('json', orNull(Metadata)),
    /** What they are called, folded: their display name, or else their id. What they are sorted by. */
    folded_name: column('text', t.string),
    /** Their id, folded. */
    folded_id: column('text', t.string),
  },
  key: ['tenant_id', 'user_id'],
  indexes: { by_name: '(tenant_id, folded_name, user_id)' },
})

const { put } = operations(profiles)

const project: Projection<ToldIn<'user'>> = ({ event }) => {
  if (event.type !== 'ProfileSet') return nothing
  const { tenantId, userId, displayName, avatarFileId, metadata } = event
  return [
    put({
      tenant_id: tenantId,
      user_id: userId,
      display_name: displayName,
      avatar_file_id: avatarFileId,
      metadata,
      folded_name: folded(displayName ?? userId),
      folded_id: folded(userId),
    }),
  ]
}

export const profilesModel = toldModelOf(userStreams, {
  table: profiles,
  version: 1,
  project,
  publicRow: publicRowOf(publicRows.profile, profiles, {
    key: {},
    columns: { displayName: 'display_name', avatarFileId: 'avatar_file_id', metadata: 'metadata' },
    counters: {},
  }),
  decisions: [
    decisionRow(profileRows, {
      table: profiles,
      by: [],
      columns: ['display_name', 'avatar_file_id', 'metadata'],
      row: (row) => ({
        kind: 'profile',
        displayName: row.display_name,
        avatarFileId: row.avatar_file_id,
        metadata: row.metadata,
      }),
    }),
  ],
})
