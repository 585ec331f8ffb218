import * as t from 'io-ts'
import { Timestamp } from './timestamp.ts'

/** Until when something holds; null: until it is taken back. */
export const Until = t.union([Timestamp, t.null], 'Until')
export type Until = t.TypeOf<typeof Until>
