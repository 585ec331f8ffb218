import type { Action, ChannelTypeRow } from './tables.ts'
import { isAtLeast, roles } from './ranks.ts'
import type { Rule, Subject } from './rule.ts'

/** The rules that a type of channel comes with: each role may what is said of it and of those below it. */
export const presetOf = <Type extends string>(
  channelType: Type,
  row: ChannelTypeRow,
): ReadonlyArray<Rule<Type>> => {
  const allow = (subject: Subject, action: Action): Rule<Type> => ({
    scope: { kind: 'channelType', channelType },
    subject,
    action,
    effect: 'allow',
  })
  const ofRoles = roles.flatMap((role) =>
    roles
      .filter((least) => isAtLeast(role, least))
      .flatMap((least) => row.allows[least] ?? [])
      .map((action) => allow({ kind: 'role', role }, action)),
  )
  return [...ofRoles, ...joiningOf(row).map((subject) => allow(subject, 'join'))]
}

/** Who may join: everyone, or who is in already, for whom there is nothing to do; where people are fixed, nobody. */
const joiningOf = ({ joining }: ChannelTypeRow): ReadonlyArray<Subject> => {
  switch (joining) {
    case 'free':
      return [{ kind: 'everyone' }]
    case 'invited':
      return roles.map((role) => ({ kind: 'role', role }))
    case 'fixed':
      return []
    default:
      return joining satisfies never
  }
}
