import { unionOf } from '@parley/domain'
import * as t from 'io-ts'
import { publicRows } from './rows.ts'

type Rows = typeof publicRows

/** The name of a public row. */
export type RowName = keyof Rows

/** What happens to one public row, as `publicRow` says it. */
export type Change = t.TypeOf<Rows[RowName]['change']>

/** What happens to a row of one kind. */
export type ChangeOf<Name extends RowName> = Extract<Change, { readonly row: Name }>

export const Change = unionOf<t.Type<Change, unknown>>(
  Object.values<{ readonly change: t.Mixed }>(publicRows).map(({ change }) => change),
  'Change',
)
