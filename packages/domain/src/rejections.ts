import type * as t from 'io-ts'
import { unionOf } from './kit/union.ts'
import { rejections } from './registry.ts'

/** Why a command was turned down: a fact each, for callers to match on. */
export type Rejection = t.TypeOf<(typeof rejections)[number]>

export const Rejection = unionOf(rejections, 'Rejection')
