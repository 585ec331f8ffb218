import * as t from 'io-ts'

/** Whoever asks is no member of the channel. */
export const NotAMember = t.strict({ _tag: t.literal('NotAMember') }, 'NotAMember')
export type NotAMember = t.TypeOf<typeof NotAMember>
