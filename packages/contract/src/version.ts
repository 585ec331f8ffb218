import * as t from 'io-ts'

/** A version of the contract and of the frames around it: a whole number from 1. */
export const Version = t.refinement(t.number, (n) => Number.isSafeInteger(n) && n >= 1, 'Version')
export type Version = t.TypeOf<typeof Version>

/** The version that this package speaks. A client names it when it authenticates. */
export const protocolVersion = 1
