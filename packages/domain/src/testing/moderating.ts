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

// Short, for the most part: whoever is muted says nothing that a history could hold.
const mutes: fc.Arbitrary<Intent> = fc
  .tuple(anyPerson, fc.constantFrom(-5, 3, 5, 5, 8, 8, 12, null), anyReason, fc.boolean())
  .map(([userId, later, reason, isOfAll]) => (facts) => {
    const rest = { ...facts, until: after(facts.at, later), reason }
    return isOfAll ? { type: 'MuteChannel', ...rest } : { type: 'MuteMember', ...rest, userId }
  })

// Of what was muted before, by who tried to.
const unmutes: fc.Arbitrary<Intent> = fc
  .tuple(fc.nat({ max: 99 }), anyPerson)
  .map(([n, other]) => (facts, soFar) => {
    const muting = soFar.commands.filter(({ type }) => type === 'MuteMember' || type === 'MuteChannel')
    const muted = pickFrom(muting, n)
    if (muted?.type === 'MuteChannel')
      return { type: 'UnmuteChannel', ...facts, channelId: muted.channelId, by: muted.by }
    if (muted?.type === 'MuteMember')
      return {
        type: 'UnmuteMember',
        ...facts,
        channelId: muted.channelId,
        by: muted.by,
        userId: muted.userId,
      }
    return { type: 'UnmuteMember', ...facts, userId: other }
  })

/** What moderators do, and who tries to. */
export const moderating: ReadonlyArray<fc.WeightedArbitrary<Intent>> = [
  { weight: 3, arbitrary: bans },
  { weight: 2, arbitrary: unbans },
  { weight: 2, arbitrary: mutes },
  { weight: 2, arbitrary: unmutes },
]
