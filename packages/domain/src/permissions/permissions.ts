import { type Action, actionNames, type ActionRow, actions } from './actions.ts'
import type { ChannelTypeRow } from './channel-types.ts'
import { presetOf } from './preset.ts'
import { type Role, roles } from './ranks.ts'
import { decisiveOf, isAbout, type Rule } from './rule.ts'
import type { Traits } from './traits.ts'
import { type Verdict, verdictBy } from './verdict.ts'

/** A list of rules, with the types of channel that it is about, laid out to be asked often. */
export interface Permissions<Type extends string> {
  /** What holds for everyone of a role in every channel of a type, at any time; null is who is no member. */
  readonly settled: ReadonlyMap<Type, ReadonlyMap<Role | null, Settled<Type>>>
  /** The rules that speak of one channel or person, or for some time. */
  readonly special: Readonly<Record<Action, ReadonlyArray<Rule<Type>>>>
}

type Settled<Type extends string> = Readonly<Record<Action, Verdict<Type>>>

/** Lays out the presets of these types, and rules beside them. */
export const permissionsOf = <Type extends string>(
  types: Readonly<Record<Type, ChannelTypeRow>>,
  rules: ReadonlyArray<Rule<Type>> = [],
): Permissions<Type> => {
  const names = Object.keys(types) as Array<Type>
  const all = [...names.flatMap((name) => presetOf(name, types[name])), ...rules]
  const general = byAction((action) => all.filter((rule) => rule.action === action && !isSpecial(rule)))
  const settledIn = (name: Type) => {
    const settledFor = (role: Role | null): Settled<Type> =>
      byAction((action) => verdictOf(actions[action], name, types[name], role, general[action]))
    return new Map([...roles, null].map((role) => [role, settledFor(role)]))
  }
  return {
    settled: new Map(names.map((name) => [name, settledIn(name)])),
    special: byAction((action) => all.filter((rule) => rule.action === action && isSpecial(rule))),
  }
}

/** The roles that may do something in channels of a type, highest first, where no rule speaks of a channel or a person. */
export const rolesWith = <Type extends string>(
  { settled }: Permissions<Type>,
  channelType: Type,
  action: Action,
): ReadonlyArray<Role> =>
  roles.filter((role) => settled.get(channelType)?.get(role)?.[action].allowed === true)

const byAction = <A>(of: (action: Action) => A): Readonly<Record<Action, A>> =>
  Object.fromEntries(actionNames.map((action) => [action, of(action)])) as Record<Action, A>

const isSpecial = ({ scope, subject, until }: Rule<string>): boolean =>
  scope.kind === 'channel' || subject.kind === 'person' || until !== undefined

const verdictOf = <Type extends string>(
  action: ActionRow,
  channelType: Type,
  traits: Traits,
  role: Role | null,
  rules: ReadonlyArray<Rule<Type>>,
): Verdict<Type> => {
  if (role === null && action.forOutsiders !== true)
    return { allowed: false, because: { _tag: 'NotAMember' } }
  const by = action.ruledOutBy
  if (by !== undefined && traits[by.trait] === by.is)
    return { allowed: false, because: { _tag: 'RuledOut', by } }
  return verdictBy(decisiveOf(rules.filter((rule) => isAbout(rule, { channelType, role }))))
}
