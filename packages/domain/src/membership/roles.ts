import type * as t from 'io-ts'
import { oneOf } from '../kit/union.ts'
import { roles } from '../permissions/ranks.ts'

export { isAtLeast, outranks } from '../permissions/ranks.ts'

/** What a member is in a channel, in rank from owner down to member. What each may do is in docs/spec/permissions.md. */
export const Role = oneOf(roles, 'Role')
export type Role = t.TypeOf<typeof Role>
