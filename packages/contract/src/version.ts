import * as t from 'io-ts'

/** A version of the contract and of the frames around it: a whole number from 1. */
export const Version = t.refinement(t.number, (n) => Number.isSafeInteger(n) && n >= 1, 'Version')
export type Version = t.TypeOf<typeof Version>

/** All versions from one to another, both included. */
export const VersionRange = t.strict({ from: Version, to: Version }, 'VersionRange')
export type VersionRange = t.TypeOf<typeof VersionRange>

/** The versions that a client speaks, as it names them: one, or a range. */
export const NamedVersions = t.union([Version, VersionRange], 'NamedVersions')
export type NamedVersions = t.TypeOf<typeof NamedVersions>
