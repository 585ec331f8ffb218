import { type Action, actionNames, type ActionRow, actions, type ChannelTypeRow } from './tables.ts'
import { presetOf } from './preset.ts'
import { type Role, roles } from './ranks.ts'
import { decisiveOf, isAbout, type Rule } from './rule.ts'
import type { Traits } from './traits.ts'
import { type Verdict, verdictBy } from './verdict.ts'

/** A list of rules, with the types of channel that it is about, laid out to be asked often. */
export interface Permissions<Type extends string> {
  /** What holds for everyone of a role in every channel of a type, at any time. */
  readonly settled: Readonly<Record<Type, Readonly<Record<Role | Outsider, Settled<Type>>>>>
  /** The rules that speak of one channel or person, or for some time, by the action; no action without any. */
  readonly special: ReadonlyMap<Action, ReadonlyArray<Rule<Type>>>
}

type Settled<Type extends string> = Readonly<Record<Action, Verdict<Type>>>

/** What who is no member is called among roles. */
export const outsider = 'outsider'
type Outsider = typeof outsider

/** Lays out the presets of these types, and rules beside them. */
export const permissionsOf = <Type extends string>(
  types: Readonly<Record<Type, ChannelTypeRow>>,
  rules: ReadonlyArray<Rule<Type>> = [],
): Permissions<Type> => {
  const names = Object.keys(types) as Array<Type>
  const all = [...names.flatMap((name) => presetOf(name, types[name])), ...rules]
  const general = record(actionNames, (action) =>
    all.filter((rule) => rule.action === action && !isSpecial(rule)),
  )
  const settledFor = (name: Type, role: Role | null): Settled<Type> =>
    record(actionNames, (action) => verdictOf(actions[action], name, types[name], role, general[action]))
  return {
    settled: record(names, (name) =>
      record([...roles, outsider], (role) => settledFor(name, role === outsider ? null : role)),
    ),
    special: Map.groupBy(all.filter(isSpecial), ({ action }) => action),
  }
}

/** The roles that may do something in channels of a type, highest first, where no rule speaks of a channel or a person. */
export const rolesWith = <Type extends string>(
  { settled }: Permissions<Type>,
  channelType: Type,
  action: Action,
): ReadonlyArray<Role> => roles.filter((role) => settled[channelType][role][action].allowed)

const record = <Key extends string, A>(
  keys: ReadonlyArray<Key>,
  of: (key: Key) => A,
): Readonly<Record<Key, A>> => Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<Key, A>

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
