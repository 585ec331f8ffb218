import { folded } from '@parley/domain'
import { nothing, operations } from '@parley/projection'
import type { Projection, ReadModel } from '@parley/projection'
import { people } from './table.ts'

const { put } = operations(people)

const project: Projection = ({ event }) =>
  event.type === 'MemberJoined'
    ? [put({ tenant_id: event.tenantId, user_id: event.userId, folded_name: folded(event.userId) })]
    : nothing

export const peopleModel: ReadModel = { table: people, version: 1, project }
