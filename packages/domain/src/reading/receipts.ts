import * as t from 'io-ts'

/** Who has read what is known in channels of so many members at the most. */
export const mostForReceipts = 100

/** The channel has more members than there are receipts for. */
export const NotForSoMany = t.strict({ _tag: t.literal('NotForSoMany'), most: t.number }, 'NotForSoMany')
export type NotForSoMany = t.TypeOf<typeof NotForSoMany>
