import type { UserId } from '@parley/domain'
import {
  type Action,
  type ChannelType,
  channelTypes,
  may,
  permissionsOf,
  type Role,
  roles,
  type Rule,
} from '@parley/domain/permissions'
import { ada, adasChannel, at, bob, cleo } from '@parley/domain/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'

/**
 * PERM-24: how four other kinds of chat decide who may do what, each said as its own documentation does, and the rules
 * that say the same here. A person has one role in a channel, and no role is above all rules.
 */

type AnyRule = Rule<ChannelType>

const permissionNames = ['send', 'reply', 'react', 'pin'] as const satisfies ReadonlyArray<Action>
type Permission = (typeof permissionNames)[number]
const people = [ada, bob, cleo]

const allowsNothing = Object.fromEntries(
  Object.entries(channelTypes).map(([name, row]) => [name, { ...row, allows: {} }]),
) as typeof channelTypes

const here = { kind: 'channel', channelId: adasChannel } as const
const everywhere = { kind: 'tenant' } as const
const ofType = { kind: 'channelType', channelType: 'standard' } as const
const asRole = (role: Role) => ({ kind: 'role', role }) as const
const asPerson = (userId: UserId) => ({ kind: 'person', userId }) as const
const everyone = { kind: 'everyone' } as const

/** Somebody who asks for something in a channel. */
interface Question {
  readonly userId: UserId
  readonly role: Role
  readonly action: Permission
}
const arbitraryRole = fc.constantFrom(...roles)
const arbitraryPermission = fc.constantFrom(...permissionNames)
const arbitraryQuestion: fc.Arbitrary<Question> = fc.record({
  userId: fc.constantFrom(...people),
  role: arbitraryRole,
  action: arbitraryPermission,
})
const somePermissions = fc.subarray([...permissionNames])

const ours = (rules: ReadonlyArray<AnyRule>, { action, ...who }: Question): boolean =>
  may(
    { ...who, channelId: adasChannel, channelType: 'standard', archived: false },
    action,
    permissionsOf(allowsNothing, rules),
    at(1),
  ).allowed

/** Holds our rules against a model; throws where they differ. Says in how many cases, and how often the rarer answer came up. */
const compared = <Model>(
  models: fc.Arbitrary<Model>,
  rulesOf: (model: Model) => ReadonlyArray<AnyRule>,
  theirs: (model: Model, question: Question) => boolean,
): { readonly cases: number; readonly rarer: number } => {
  const counted = { true: 0, false: 0 }
  fc.assert(
    fc.property(models, fc.array(arbitraryQuestion, { minLength: 10, maxLength: 10 }), (model, questions) => {
      const rules = rulesOf(model)
      return questions.every((question) => {
        const allowed = theirs(model, question)
        counted[`${allowed}`] += 1
        return ours(rules, question) === allowed
      })
    }),
    { numRuns: 250 },
  )
  return { cases: counted.true + counted.false, rarer: Math.min(counted.true, counted.false) }
}

const saying = (
  scope: AnyRule['scope'],
  subject: AnyRule['subject'],
  effect: AnyRule['effect'],
  of: ReadonlyArray<Permission>,
): ReadonlyArray<AnyRule> => of.map((action) => ({ scope, subject, action, effect }))

/** What one overwrite of a channel allows and denies; nothing is in both. */
const arbitraryOverwrite = fc
  .array(fc.constantFrom('allow', 'deny', undefined), { minLength: 4, maxLength: 4 })
  .map((words) => ({
    allow: permissionNames.filter((_, n) => words[n] === 'allow'),
    deny: permissionNames.filter((_, n) => words[n] === 'deny'),
  }))
type Overwrite = typeof arbitraryOverwrite extends fc.Arbitrary<infer A> ? A : never

test('PERM-24: overwrites of a channel, as Discord applies them', () => {
  const models = fc.record({
    everyone: somePermissions,
    roles: fc.dictionary(arbitraryRole, somePermissions),
    overEveryone: arbitraryOverwrite,
    overRoles: fc.dictionary(arbitraryRole, arbitraryOverwrite),
    overPeople: fc.dictionary(fc.constantFrom<string>(...people), arbitraryOverwrite),
  })
  const bits = (of: ReadonlyArray<Permission> = []): number =>
    of.reduce((all, one) => all | (1 << permissionNames.indexOf(one)), 0)
  const over = (allowed: number, overwrite: Overwrite | undefined): number =>
    (allowed & ~bits(overwrite?.deny)) | bits(overwrite?.allow)
  const overwriting = (subject: AnyRule['subject'], { allow, deny }: Overwrite) => [
    ...saying(here, subject, 'allow', allow),
    ...saying(here, subject, 'deny', deny),
  ]
  const { cases, rarer } = compared(
    models,
    (model) => [
      ...saying(everywhere, everyone, 'allow', model.everyone),
      ...Object.entries(model.roles).flatMap(([role, of]) =>
        saying(everywhere, asRole(role as Role), 'allow', of),
      ),
      ...overwriting(everyone, model.overEveryone),
      ...Object.entries(model.overRoles).flatMap(([role, one]) => overwriting(asRole(role as Role), one)),
      ...Object.entries(model.overPeople).flatMap(([who, one]) => overwriting(asPerson(who as UserId), one)),
    ],
    (model, { userId, role, action }) => {
      // The base, and over it what the channel says of everyone, of the role and of the member, in this order.
      let allowed = bits(model.everyone) | bits(model.roles[role])
      allowed = over(allowed, model.overEveryone)
      allowed = over(allowed, model.overRoles[role])
      allowed = over(allowed, model.overPeople[userId])
      return (allowed & bits([action])) !== 0
    },
  )
  expect(cases).toBe(2_500)
  expect(rarer).toBeGreaterThan(250)
})

test('PERM-24: power levels of a room, as Matrix has them', () => {
  const level = fc.constantFrom(0, 25, 50, 75, 100)
  const models = fc.record({
    usersDefault: level,
    eventsDefault: level,
    roles: fc.dictionary(arbitraryRole, level),
    users: fc.dictionary(fc.constantFrom<string>(...people), level),
    events: fc.dictionary(arbitraryPermission, level),
  })
  type Model = typeof models extends fc.Arbitrary<infer A> ? A : never
  const needs = (model: Model, action: Permission): number => model.events[action] ?? model.eventsDefault
  const enough = (model: Model, own: number): ReadonlyArray<Permission> =>
    permissionNames.filter((action) => own >= needs(model, action))
  const { cases, rarer } = compared(
    models,
    (model) => [
      ...roles.flatMap((role) =>
        saying(here, asRole(role), 'allow', enough(model, model.roles[role] ?? model.usersDefault)),
      ),
      // Whoever has a level of their own has that and no other, be it less.
      ...Object.entries(model.users).flatMap(([who, own]) => {
        const can = enough(model, own)
        const cannot = permissionNames.filter((action) => !can.includes(action))
        return [
          ...saying(here, asPerson(who as UserId), 'allow', can),
          ...saying(here, asPerson(who as UserId), 'deny', cannot),
        ]
      }),
    ],
    (model, { userId, role, action }) =>
      (model.users[userId] ?? model.roles[role] ?? model.usersDefault) >= needs(model, action),
  )
  expect(cases).toBe(2_500)
  expect(rarer).toBeGreaterThan(250)
})

test('PERM-24: grants of a type and of one channel, as Stream has them', () => {
  const grant = fc.tuple(fc.boolean(), arbitraryPermission).map(([not, name]) => `${not ? '!' : ''}${name}`)
  const models = fc.record({
    type: fc.dictionary(arbitraryRole, somePermissions),
    channel: fc.dictionary(arbitraryRole, fc.array(grant, { maxLength: 5 })),
  })
  const { cases, rarer } = compared(
    models,
    ({ type, channel }) => [
      ...Object.entries(type).flatMap(([role, of]) => saying(ofType, asRole(role as Role), 'allow', of)),
      ...Object.entries(channel).flatMap(([role, grants]) =>
        grants.flatMap((one) =>
          saying(here, asRole(role as Role), one.startsWith('!') ? 'deny' : 'allow', [
            one.replace('!', '') as Permission,
          ]),
        ),
      ),
    ],
    ({ type, channel }, { role, action }) => {
      const granted = new Set<string>(type[role] ?? [])
      const own = channel[role] ?? []
      for (const one of own) if (!one.startsWith('!')) granted.add(one)
      for (const one of own) if (one.startsWith('!')) granted.delete(one.slice(1))
      return granted.has(action)
    },
  )
  expect(cases).toBe(2_500)
  expect(rarer).toBeGreaterThan(250)
})

test('PERM-24: groups within groups that a setting of a channel names, as Zulip has them', () => {
  // Whoever is an owner is in the group of admins, and so on: each group of a role has that above it in itself.
  const systemGroups = roles.map((role, n) => ({ name: `role:${role}`, role, within: roles[n - 1] }))
  const models = fc.record({
    groups: fc.array(
      fc.record({
        members: fc.subarray(people),
        roles: fc.subarray([...roles], { maxLength: 1 }),
        // Of those before it: so no group is in itself.
        groups: fc.array(fc.nat({ max: 5 }), { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    settings: fc.dictionary(arbitraryPermission, fc.nat({ max: 4 })),
  })
  type Model = typeof models extends fc.Arbitrary<infer A> ? A : never
  const subgroups = ({ groups }: Model, n: number): ReadonlyArray<number> =>
    (groups[n]?.groups ?? []).filter((one) => one < n)

  const isInSystemGroup = (role: Role, of: Role): boolean => {
    const group = systemGroups.find((one) => one.role === of)
    return role === of || (group?.within !== undefined && isInSystemGroup(role, group.within))
  }
  const isIn = (model: Model, n: number, { userId, role }: Question): boolean => {
    const group = model.groups[n]
    if (group === undefined) return false
    return (
      group.members.includes(userId) ||
      group.roles.some((of) => isInSystemGroup(role, of)) ||
      subgroups(model, n).some((one) => isIn(model, one, { userId, role, action: 'send' }))
    )
  }

  /** All groups that one comes to, itself with them. */
  const reached = (model: Model, n: number): ReadonlySet<number> =>
    new Set([n, ...subgroups(model, n).flatMap((one) => [...reached(model, one)])])
  const { cases, rarer } = compared(
    models,
    (model) =>
      Object.entries(model.settings).flatMap(([action, n]) => {
        const groups = [...reached(model, n)].flatMap((one) => model.groups[one] ?? [])
        const of = [action as Permission]
        return [
          ...groups.flatMap(({ members }) =>
            members.flatMap((who) => saying(here, asPerson(who), 'allow', of)),
          ),
          ...groups.flatMap((group) =>
            group.roles.flatMap((least) =>
              roles
                .slice(0, roles.indexOf(least) + 1)
                .flatMap((role) => saying(here, asRole(role), 'allow', of)),
            ),
          ),
        ]
      }),
    (model, question) => {
      const n = model.settings[question.action]
      return n !== undefined && isIn(model, n, question)
    },
  )
  expect(cases).toBe(2_500)
  expect(rarer).toBeGreaterThan(250)
})
