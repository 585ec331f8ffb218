import fc from 'fast-check'
import type { Intent } from './intent.ts'
import { anyPerson, pickFrom } from './intents.ts'
import { Reason } from '../moderation/reason.ts'
import type { Until } from '../values/until.ts'
import { certain } from '../values/certain.ts'
import { type Timestamp, timestampOf } from '../values/timestamp.ts'

const seconds = fc.option(fc.constantFrom(-5, 20, 20, 300), { nil: null, freq: 2 })

/** Some seconds after a moment, or none. */
const after = (at: Timestamp, later: number | null): Until =>
  later === null ? null : timestampOf(new Date(Date.parse(at) + later * 1_000))

const anyReason = fc.constantFrom(null, certain(Reason, 'spam'))

const bans: fc.Arbitrary<Intent> = fc
  .tuple(anyPerson, seconds, anyReason)
  .map(([userId, later, reason]) => (facts) => ({
    type: 'BanMember',
    ...facts,
    userId,
    until: after(facts.at, later),
    reason,
  }))

// Mostly of who was banned before, by who tried to: few may.
const unbans: fc.Arbitrary<Intent> = fc
  .tuple(fc.nat({ max: 99 }), anyPerson)
  .map(([n, other]) => (facts, soFar) => {
    const banning = soFar.commands.filter((command) => command.type === 'BanMember')
    const { channelId, by, userId } = pickFrom(banning, n) ?? { ...facts, userId: other }
    return { type: 'UnbanMember', ...facts, channelId, by, userId }
  })

/** What moderators do, and who tries to. */
export const moderating: ReadonlyArray<fc.WeightedArbitrary<Intent>> = [
  { weight: 3, arbitrary: bans },
  { weight: 2, arbitrary: unbans },
]
