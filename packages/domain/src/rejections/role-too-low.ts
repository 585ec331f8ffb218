import * as t from 'io-ts'
import { Role } from '../roles.ts'

/** What was asked takes a higher role. */
export const RoleTooLow = t.strict(
  {
    _tag: t.literal('RoleTooLow'),
    /** The least role that may. */
    needs: Role,
  },
  'RoleTooLow',
)
export type RoleTooLow = t.TypeOf<typeof RoleTooLow>
