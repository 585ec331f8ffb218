import * as t from 'io-ts'
import { UserId } from '../ids.ts'

/** The member that it is about does not stand below whoever asks. */
export const OutranksYou = t.strict(
  {
    _tag: t.literal('OutranksYou'),
    userId: UserId,
  },
  'OutranksYou',
)
export type OutranksYou = t.TypeOf<typeof OutranksYou>
