import * as t from 'io-ts'

/** The channel would be left without an owner. */
export const LastOwner = t.strict({ _tag: t.literal('LastOwner') }, 'LastOwner')
export type LastOwner = t.TypeOf<typeof LastOwner>
