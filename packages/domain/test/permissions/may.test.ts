import { type ChannelId, channelIdOf, type Timestamp, type UserId } from '@parley/domain'
import {
  type Action,
  actionNames,
  actions,
  type RoleInChannel,
  type ChannelType,
  channelTypes,
  explain,
  may,
  permissions,
  permissionsOf,
  type Role,
  roles,
  type Rule,
  type Verdict,
} from '@parley/domain/permissions'
import { acme, ada, adasChannel, at, bob, cleo, commandId } from '@parley/domain/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

type AnyRule = Rule<ChannelType>
type AnyRoleInChannel = RoleInChannel<ChannelType>

const otherChannel = channelIdOf(acme, bob, commandId('create'))
const noon = at(43_200)
const typeNames = Object.keys(channelTypes) as Array<ChannelType>

const member: AnyRoleInChannel = {
  userId: bob,
  role: 'member',
  channelId: adasChannel,
  channelType: 'standard',
  archived: false,
}
const everywhere = { kind: 'tenant' } as const
const everyone = { kind: 'everyone' } as const
const rule = (parts: Partial<AnyRule>): AnyRule => ({
  scope: everywhere,
  subject: everyone,
  action: 'send',
  effect: 'deny',
  ...parts,
})
const among = (...rules: ReadonlyArray<AnyRule>) => permissionsOf(channelTypes, rules)

describe('rules', () => {
  test('PERM-2: the narrower scope decides, then the narrower subject, then a denial', () => {
    const ofType = { kind: 'channelType', channelType: 'standard' } as const
    const here = { kind: 'channel', channelId: adasChannel } as const
    const asMember = { kind: 'role', role: 'member' } as const
    const asBob = { kind: 'person', userId: bob } as const
    const rising = [everywhere, ofType, here].flatMap((scope) =>
      [everyone, asMember, asBob].flatMap((subject) =>
        (['allow', 'deny'] as const).map((effect) => rule({ scope, subject, effect })),
      ),
    )
    const bare = permissionsOf({ standard: { ...channelTypes.standard, allows: {} } } as typeof channelTypes)
    expect(may(member, 'send', bare, noon)).toMatchObject({ allowed: false, because: { _tag: 'NoRule' } })
    for (let most = 1; most <= rising.length; most += 1) {
      const said = rising.slice(0, most)
      for (const rules of [said, said.toReversed()]) {
        const verdict = may(
          member,
          'send',
          permissionsOf({ standard: { ...channelTypes.standard, allows: {} } } as typeof channelTypes, rules),
          noon,
        )
        const last = rising[most - 1]
        expect(verdict).toEqual({ allowed: last?.effect === 'allow', because: { _tag: 'Rule', rule: last } })
      }
    }
  })

  test('PERM-3: what no rule allows is denied, and says so', () => {
    const none = permissionsOf(
      Object.fromEntries(
        typeNames.map((name) => [name, { ...channelTypes[name], allows: {} }]),
      ) as typeof channelTypes,
    )
    for (const action of actionNames.filter((name) => name !== 'join')) {
      expect(may(member, action, none, noon)).toEqual({ allowed: false, because: { _tag: 'NoRule' } })
    }
  })

  test('PERM-4: a rule speaks until its end, and from that moment on as if it were not there', () => {
    const muted = among(
      rule({
        subject: { kind: 'person', userId: bob },
        scope: { kind: 'channel', channelId: adasChannel },
        until: at(60),
      }),
    )
    expect(may(member, 'send', muted, at(59)).allowed).toBe(false)
    expect(may(member, 'send', muted, at(60))).toEqual(may(member, 'send', permissions, at(60)))
    expect(may({ ...member, userId: ada }, 'send', muted, at(59)).allowed).toBe(true)
    expect(may({ ...member, channelId: otherChannel }, 'send', muted, at(59)).allowed).toBe(true)
  })
})

/** What goes before all rules, with rules that allow everything to everyone. */
describe('before all rules', () => {
  const all = among(
    ...actionNames.map((action) =>
      rule({ action, effect: 'allow', scope: { kind: 'channel', channelId: adasChannel } }),
    ),
  )

  test.each(actionNames)('PERM-5: what comes before rules for %s', (action) => {
    const { forOutsiders, whileArchived, ruledOutBy } = actions[action]
    const tagOf = (who: Partial<AnyRoleInChannel>) =>
      may({ ...member, ...who }, action, all, noon).because._tag
    expect(tagOf({ role: null })).toBe(forOutsiders === true ? 'Rule' : 'NotAMember')
    expect(tagOf({ archived: true })).toBe(whileArchived === true ? 'Rule' : 'Archived')
    expect(tagOf({ channelType: 'conversation' })).toBe(ruledOutBy === undefined ? 'Rule' : 'RuledOut')
    expect(tagOf({ role: null, archived: true, channelType: 'conversation' })).toBe(
      forOutsiders === true ? 'Archived' : 'NotAMember',
    )
  })

  test('PERM-5: a conversation has the same people and no name, an archived channel is read and left', () => {
    const names = (keep: (action: Action) => boolean) => actionNames.filter(keep)
    expect(names((action) => actions[action].whileArchived === true)).toEqual([
      'read',
      'leave',
      'unarchive',
      'deleteChannel',
    ])
    expect(names((action) => actions[action].forOutsiders === true)).toEqual(['join'])
    expect(names((action) => actions[action].ruledOutBy !== undefined)).toEqual([
      'join',
      'leave',
      'add',
      'remove',
      'changeRoles',
      'transfer',
      'rename',
      'describe',
      'manageFeeds',
      'archive',
      'ban',
      'unarchive',
      'deleteChannel',
      'mute',
      'setLimits',
      'seeFlags',
    ])
  })
})

describe('a verdict', () => {
  test.each<[Action, Partial<AnyRoleInChannel>, string]>([
    ['add', {}, 'A member may add people in a channel of type standard.'],
    ['archive', {}, 'No rule lets a member archive the channel in a channel of type standard.'],
    ['send', { role: null }, 'Who is no member of a channel may not send messages.'],
    ['send', { archived: true }, 'Nobody may send messages in an archived channel.'],
    ['join', { role: null }, 'Everyone may join by themselves in a channel of type standard.'],
    [
      'join',
      { role: null, channelType: 'private' },
      'No rule lets who is no member join by themselves in a channel of type private.',
    ],
    [
      'rename',
      { channelType: 'conversation' },
      'Nobody may rename the channel in a channel of type conversation (naming: members).',
    ],
    [
      'pin',
      { userId: cleo },
      `"cleo" may pin messages, and unpin them in channel ${adasChannel} until ${at(50_000)}.`,
    ],
    [
      'react',
      {},
      'A member may not react to messages, and take their reactions back in a channel of type standard.',
    ],
  ])('PERM-6: says what decided: %s %j', (action, parts, sentence) => {
    const also = among(
      rule({
        action: 'pin',
        effect: 'allow',
        subject: { kind: 'person', userId: cleo },
        scope: { kind: 'channel', channelId: adasChannel },
        until: at(50_000),
      }),
      rule({
        action: 'react',
        scope: { kind: 'channelType', channelType: 'standard' },
        subject: { kind: 'role', role: 'member' },
      }),
      rule({ action: 'react', effect: 'allow' }),
    )
    const who = { ...member, ...parts }
    expect(explain(who, action, may(who, action, also, noon))).toBe(sentence)
  })
})

/** The same, as simply as it can be said: look for a rule of each kind, the one that goes before all others first. */
const naively = (
  rules: ReadonlyArray<AnyRule>,
  who: AnyRoleInChannel,
  action: Action,
  now: Timestamp,
): Verdict<ChannelType> => {
  const { forOutsiders, whileArchived, ruledOutBy } = actions[action]
  if (who.role === null && !forOutsiders) return { allowed: false, because: { _tag: 'NotAMember' } }
  if (who.archived && !whileArchived) return { allowed: false, because: { _tag: 'Archived' } }
  if (ruledOutBy !== undefined && channelTypes[who.channelType][ruledOutBy.trait] === ruledOutBy.is)
    return { allowed: false, because: { _tag: 'RuledOut', by: ruledOutBy } }
  const current = rules.filter(
    (one) => one.action === action && !(one.until !== undefined && one.until <= now),
  )
  const scopes: ReadonlyArray<(one: AnyRule) => boolean> = [
    ({ scope }) => scope.kind === 'channel' && scope.channelId === who.channelId,
    ({ scope }) => scope.kind === 'channelType' && scope.channelType === who.channelType,
    ({ scope }) => scope.kind === 'tenant',
  ]
  const subjects: ReadonlyArray<(one: AnyRule) => boolean> = [
    ({ subject }) => subject.kind === 'person' && subject.userId === who.userId,
    ({ subject }) => subject.kind === 'role' && subject.role === who.role,
    ({ subject }) => subject.kind === 'everyone',
  ]
  for (const inScope of scopes)
    for (const ofWhom of subjects)
      for (const effect of ['deny', 'allow'])
        for (const one of current)
          if (inScope(one) && ofWhom(one) && one.effect === effect)
            return one.effect === 'allow'
              ? { allowed: true, because: { _tag: 'Rule', rule: one } }
              : { allowed: false, because: { _tag: 'Rule', rule: one } }
  return { allowed: false, because: { _tag: 'NoRule' } }
}

/** The presets, read off the table without what lays them out. */
const presets: ReadonlyArray<AnyRule> = typeNames.flatMap((channelType) => {
  const { joining, allows } = channelTypes[channelType]
  const allow = (subject: AnyRule['subject'], action: Action): AnyRule => ({
    scope: { kind: 'channelType', channelType },
    subject,
    action,
    effect: 'allow',
  })
  const ranked: ReadonlyArray<Role> = ['guest', 'member', 'moderator', 'admin', 'owner']
  const given = ranked.flatMap((role, rank) =>
    ranked
      .slice(0, rank + 1)
      .flatMap((least) => [...(allows[least] ?? [])].map((action) => allow({ kind: 'role', role }, action))),
  )
  if (joining === 'fixed') return given
  if (joining === 'free') return [...given, allow({ kind: 'everyone' }, 'join')]
  return [...given, ...ranked.map((role) => allow({ kind: 'role', role }, 'join'))]
})

const arbitraryUser: fc.Arbitrary<UserId> = fc.constantFrom(ada, bob, cleo)
const arbitraryChannel: fc.Arbitrary<ChannelId> = fc.constantFrom(adasChannel, otherChannel)
const arbitraryType = fc.constantFrom(...typeNames)
const arbitraryRole = fc.constantFrom(...roles)
const arbitraryTime = fc.constantFrom(at(0), at(60), at(120))
const fewActions = fc.constantFrom<Action>('send', 'join', 'rename', 'leave')
const arbitraryRule: fc.Arbitrary<AnyRule> = fc.record(
  {
    scope: fc.oneof(
      fc.constant(everywhere),
      arbitraryType.map((channelType) => ({ kind: 'channelType' as const, channelType })),
      arbitraryChannel.map((channelId) => ({ kind: 'channel' as const, channelId })),
    ),
    subject: fc.oneof(
      fc.constant(everyone),
      arbitraryRole.map((role) => ({ kind: 'role' as const, role })),
      arbitraryUser.map((userId) => ({ kind: 'person' as const, userId })),
    ),
    action: fewActions,
    effect: fc.constantFrom('allow', 'deny'),
    until: arbitraryTime,
  },
  { requiredKeys: ['scope', 'subject', 'action', 'effect'] },
)
const arbitraryRoleInChannel: fc.Arbitrary<AnyRoleInChannel> = fc.record({
  userId: arbitraryUser,
  role: fc.option(arbitraryRole),
  channelId: arbitraryChannel,
  channelType: arbitraryType,
  archived: fc.boolean(),
})

/** Which of several that weigh the same is named is not said: it is one of them. */
const decided = ({ allowed, because }: Verdict<ChannelType>) =>
  because._tag === 'Rule'
    ? { allowed, scope: because.rule.scope, subject: because.rule.subject, effect: because.rule.effect }
    : { allowed, because }

const arbitraryQuestion = fc.record({ who: arbitraryRoleInChannel, action: fewActions, now: arbitraryTime })
const lists = 1_000
const questionsEach = 10

test('PERM-1, PERM-2, PERM-3, PERM-4, PERM-5: in ten thousand cases as when said naively', () => {
  const tags = new Map<string, number>()
  const questions = fc.array(arbitraryQuestion, { minLength: questionsEach, maxLength: questionsEach })
  fc.assert(
    fc.property(fc.array(arbitraryRule, { maxLength: 12 }), questions, (rules, asked) => {
      const laidOut = among(...rules)
      for (const { who, action, now } of asked) {
        const verdict = may(who, action, laidOut, now)
        expect(decided(verdict)).toEqual(decided(naively([...presets, ...rules], who, action, now)))
        const tag = `${verdict.because._tag} ${verdict.allowed}`
        tags.set(tag, (tags.get(tag) ?? 0) + 1)
      }
    }),
    { numRuns: lists },
  )
  // Each kind of verdict came up, and often enough to mean something.
  const often = [...tags].filter(([, times]) => times > 100).map(([tag]) => tag)
  expect(often.toSorted()).toEqual([
    'Archived false',
    'NoRule false',
    'NotAMember false',
    'Rule false',
    'Rule true',
    'RuledOut false',
  ])
})
