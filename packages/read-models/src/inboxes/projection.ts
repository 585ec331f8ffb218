import { type EventIn, inboxStreams } from '@parley/domain'
import { operations, readModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { inboxes } from './table.ts'

const { put } = operations(inboxes)

/** Every event of an inbox moves its revision. */
const project: Projection<EventIn<'inbox'>> = ({ event, revision, position }) => [
  put({ tenant_id: event.tenantId, user_id: event.userId, revision, position }),
]

export const inboxesModel = readModelOf(inboxStreams, { table: inboxes, version: 1, project })
