import { isEventIn } from '@parley/domain'
import { nothing, operations } from '@parley/projection'
import type { Projection, ReadModel } from '@parley/projection'
import { inboxes } from './table.ts'

const { put } = operations(inboxes)

const project: Projection = ({ event, revision, position }) =>
  isEventIn('inbox', event)
    ? [put({ tenant_id: event.tenantId, user_id: event.userId, revision, position })]
    : nothing

export const inboxesModel: ReadModel = { table: inboxes, version: 1, project }
