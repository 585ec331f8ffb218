import type { Value } from '../table/column.ts'
import { quoted } from './identifier.ts'

/** Bits of one mask: as many as are positive in JavaScript's arithmetic of 32 bits. */
const bitsOfMask = 31

/** A mask's name among the columns of a batch. No column of a table has a blank in its name, so it is no other's. */
const maskName = (n: number): string => `mask ${n}`

/** Which columns a row sets, one bit each. */
export interface Mask {
  readonly name: string
  /** Of a row that holds what it sets and nothing else. */
  readonly of: (set: Readonly<Record<string, Value>>) => number
}

/** The masks that so many columns take. */
export const masksOf = (columns: ReadonlyArray<string>): ReadonlyArray<Mask> =>
  Array.from({ length: Math.ceil(columns.length / bitsOfMask) }, (_, n) => {
    const masked = columns.slice(n * bitsOfMask, (n + 1) * bitsOfMask)
    return {
      name: maskName(n),
      of: (set) => masked.reduce((bits, name, at) => (Object.hasOwn(set, name) ? bits | (1 << at) : bits), 0),
    }
  })

/** In SQL, whether the row of this alias sets the column at this place among those that are masked. */
export const isSet = (alias: string, place: number): string =>
  `${alias}.${quoted(maskName(Math.floor(place / bitsOfMask)))} & ${1 << (place % bitsOfMask)} <> 0`
