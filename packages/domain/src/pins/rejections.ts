import * as t from 'io-ts'

/** As many messages are pinned in the channel as may be. */
const TooManyPins = t.strict({ _tag: t.literal('TooManyPins'), most: t.number }, 'TooManyPins')

/** Why commands of this area are turned down. */
export const pinRejections = { TooManyPins }
