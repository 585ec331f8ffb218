import type * as t from 'io-ts'
import { channelRejections } from './channel/rejections.ts'
import { feedRejections } from './feeds/rejections.ts'
import { unionOf } from './kit/union.ts'
import { membershipRejections } from './membership/rejections.ts'
import { messageRejections } from './messages/rejections.ts'
import { pinRejections } from './pins/rejections.ts'
import { reactionRejections } from './reactions/rejections.ts'
import { readingRejections } from './reading/rejections.ts'

/** Every reason for which a command is turned down, by its name. */
export const rejections = {
  ...channelRejections,
  ...membershipRejections,
  ...feedRejections,
  ...messageRejections,
  ...reactionRejections,
  ...pinRejections,
  ...readingRejections,
} as const

/** Why a command was turned down: a fact each, for callers to match on. */
export type Rejection = t.TypeOf<(typeof rejections)[keyof typeof rejections]>

export const Rejection = unionOf(Object.values(rejections), 'Rejection')
