import { folded } from '@parley/domain'
import { operations } from '../table/operation.ts'
import { nothing } from '../table/read-model.ts'
import type { Projection, ReadModel } from '../table/read-model.ts'
import { people } from './table.ts'

const { put } = operations(people)

const project: Projection = ({ event }) =>
  event.type === 'MemberJoined'
    ? [put({ tenant_id: event.tenantId, user_id: event.userId, folded_name: folded(event.userId) })]
    : nothing

export const peopleModel: ReadModel = { table: people, project }
