import { ReactionName, reactionAsSeen } from '@parley/domain'
import type { Upcaster } from './upcasting.ts'

/** The names of reactions came in any spelling at first: 👍 with U+FE0F and without was two. */
const inOneSpelling = (type: 'ReactionAdded' | 'ReactionRemoved'): Upcaster => ({
  type,
  version: 1,
  up: (data) => {
    const { name } = data
    return { type, version: 2, data: ReactionName.is(name) ? { ...data, name: reactionAsSeen(name) } : data }
  },
})

/** Every change of an event's form that the log may still hold, oldest first. */
export const upcasters: ReadonlyArray<Upcaster> = [
  inOneSpelling('ReactionAdded'),
  inOneSpelling('ReactionRemoved'),
]

/** The version in which events of a type are written now: one more than the newest that is lifted. */
export const currentVersion = (type: string): number =>
  upcasters.reduce(
    (newest, upcaster) => (upcaster.type === type ? Math.max(newest, upcaster.version + 1) : newest),
    1,
  )
