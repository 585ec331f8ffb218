import * as t from 'io-ts'

/** What there may be none of: null then. */
export const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])
