import fc from 'fast-check'
import type { Command } from '../commands.ts'
import type { ChannelId, UserId } from '../values/ids.ts'
import type { Intent } from './intent.ts'
import { anyPerson, pickFrom } from './intents.ts'
import { ofType } from './of-type.ts'
import { mainFeed } from '../feeds/feed.ts'
import { messageIdOf } from '../messages/message-id.ts'
import { FlagLimit } from '../moderation/flag-rows.ts'
import { LimitCount, WindowSeconds } from '../moderation/rate-limit.ts'
import { Reason } from '../moderation/reason.ts'
import type { Until } from '../values/until.ts'
import { noMessage, text } from './sample.ts'
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
    const banning = ofType(soFar.commands, 'BanMember')
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
    const muting = ofType(soFar.commands, 'MuteMember', 'MuteChannel')
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

// Of so few messages that people come to them.
const limits: fc.Arbitrary<Intent> = fc
  .tuple(
    fc.option(anyPerson, { freq: 2 }),
    fc.constantFrom(1, 2),
    fc.constantFrom(5, 40),
    fc.constantFrom(-5, 20, 40, null),
  )
  .map(([userId, limit, windowSeconds, later]) => (facts) => ({
    type: 'SetRateLimit',
    ...facts,
    userId,
    limit: certain(LimitCount, limit),
    windowSeconds: certain(WindowSeconds, windowSeconds),
    until: after(facts.at, later),
  }))

// Of what was limited before, by who tried to.
const lifts: fc.Arbitrary<Intent> = fc.nat({ max: 99 }).map((n) => (facts, soFar) => {
  const setting = ofType(soFar.commands, 'SetRateLimit')
  // Mostly one of the latest, which holds still.
  const { channelId, by, userId } = setting.at(-1 - (n % 3)) ?? { ...facts, userId: null }
  return { type: 'LiftRateLimit', ...facts, channelId, by, userId }
})

/** Whom it holds, in which channel; null: all who are in it. Undefined of other commands. */
const heldBy = (command: Command): { channelId: ChannelId; userId: UserId | null } | undefined => {
  if (command.type === 'MuteChannel') return { channelId: command.channelId, userId: null }
  return command.type === 'MuteMember' || command.type === 'SetRateLimit' ? command : undefined
}

// Who is held by a mute or a limit, or anybody where all are, goes on talking there.
const talksOn: fc.Arbitrary<Intent> = fc
  .tuple(fc.nat({ max: 2 }), anyPerson)
  .map(([n, other]) => (facts, soFar) => {
    const held = soFar.commands.flatMap((command) => heldBy(command) ?? [])
    const { channelId, userId } = held.at(-1 - n) ?? { ...facts, userId: null }
    const by = userId ?? other
    const messageId = messageIdOf(facts.tenantId, channelId, by, facts.commandId)
    const body = text('and another thing')
    return { type: 'SendMessage', ...facts, channelId, by, messageId, feedId: mainFeed, parentId: null, body }
  })

// Mostly of the messages that were tried to be sent last, by people at random, or by who tried to before.
const flags: fc.Arbitrary<Intent> = fc
  .tuple(
    fc.constantFrom('FlagMessage', 'FlagMessage', 'UnflagMessage', 'ClearFlags'),
    fc.nat({ max: 3 }),
    anyReason,
  )
  .map(([type, n, reason]) => (facts, soFar) => {
    const messageId = (soFar.sent.get(facts.channelId) ?? []).at(-1 - n) ?? noMessage
    if (type === 'FlagMessage') return { type, ...facts, messageId, reason }
    const flagging = ofType(soFar.commands, 'FlagMessage')
    const flagged = flagging.at(-1 - (n % 2)) ?? { ...facts, messageId }
    return type === 'UnflagMessage'
      ? { type, ...facts, channelId: flagged.channelId, messageId: flagged.messageId, by: flagged.by }
      : { type, ...facts, channelId: flagged.channelId, messageId: flagged.messageId }
  })

const flagLimits: fc.Arbitrary<Intent> = fc.constantFrom(1, 2, 2, null).map((limit) => (facts) => ({
  type: 'SetFlagLimit',
  ...facts,
  limit: limit === null ? null : certain(FlagLimit, limit),
}))

/** What moderators do, and who tries to. */
export const moderating: ReadonlyArray<fc.WeightedArbitrary<Intent>> = [
  { weight: 3, arbitrary: bans },
  { weight: 2, arbitrary: unbans },
  { weight: 2, arbitrary: mutes },
  { weight: 2, arbitrary: unmutes },
  { weight: 2, arbitrary: limits },
  { weight: 2, arbitrary: lifts },
  { weight: 9, arbitrary: talksOn },
  { weight: 9, arbitrary: flags },
  { weight: 1, arbitrary: flagLimits },
]
