import { type Action, actions } from './tables.ts'
import type { Rule, Scope, RoleInType, Subject } from './rule.ts'
import type { Verdict } from './verdict.ts'

/**
 * What decided, in a sentence for people.
 *
 * @example "No rule lets a member send messages in a channel of type broadcast."
 */
export const explain = <Type extends string>(
  { role, channelType }: RoleInType<Type>,
  action: Action,
  { because }: Verdict<Type>,
): string => {
  const { says } = actions[action]
  switch (because._tag) {
    case 'NotAMember':
      return `Who is no member of a channel may not ${says}.`
    case 'Archived':
      return `Nobody may ${says} in an archived channel.`
    case 'RuledOut':
      return `Nobody may ${says} in a channel of type ${channelType} (${because.by.trait}: ${because.by.is}).`
    case 'Rule':
      return sentenceOf(because.rule)
    case 'NoRule':
      return `No rule lets ${role === null ? 'who is no member' : subjectWords({ kind: 'role', role })} ${says} in a channel of type ${channelType}.`
    default:
      return because satisfies never
  }
}

/** A rule as a sentence: "A member may add people in a channel of type standard." */
export const sentenceOf = ({ scope, subject, action, effect, until }: Rule<string>): string => {
  const words = `${subjectWords(subject)} ${effect === 'allow' ? 'may' : 'may not'} ${actions[action].says}`
  const end = until === undefined ? '' : ` until ${until}`
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${scopeWords(scope)}${end}.`
}

const subjectWords = (subject: Subject): string => {
  switch (subject.kind) {
    case 'everyone':
      return 'everyone'
    case 'role':
      return `${/^[aeiou]/.test(subject.role) ? 'an' : 'a'} ${subject.role}`
    case 'person':
      return JSON.stringify(subject.userId)
    default:
      return subject satisfies never
  }
}

const scopeWords = (scope: Scope<string>): string => {
  switch (scope.kind) {
    case 'tenant':
      return 'in every channel'
    case 'channelType':
      return `in a channel of type ${scope.channelType}`
    case 'channel':
      return `in channel ${scope.channelId}`
    default:
      return scope satisfies never
  }
}
