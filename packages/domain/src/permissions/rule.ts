import type { ChannelId, UserId } from '../values/ids.ts'
import type { Timestamp } from '../values/timestamp.ts'
import type { Action } from './tables.ts'
import type { Role } from './ranks.ts'

/** For which channels a rule speaks: all of a tenant, those of a type, or one. Each is narrower than the one before. */
export type Scope<Type extends string> =
  | { readonly kind: 'tenant' }
  | { readonly kind: 'channelType'; readonly channelType: Type }
  | { readonly kind: 'channel'; readonly channelId: ChannelId }

/** Of whom a rule speaks. Each is narrower than the one before. */
export type Subject =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'person'; readonly userId: UserId }

/** Says of somebody, somewhere, that they may do something or may not. `Type` is the name of a channel type. */
export interface Rule<Type extends string> {
  readonly scope: Scope<Type>
  readonly subject: Subject
  readonly action: Action
  readonly effect: 'allow' | 'deny'
  /** The moment from which it no longer speaks; it always does where there is none. */
  readonly until?: Timestamp
}

/** The role that somebody has in channels of a type; and who they are, and in which channel, where that is known. */
export interface RoleInType<Type extends string> {
  readonly channelType: Type
  /** Null for who is no member. */
  readonly role: Role | null
  readonly userId?: UserId
  readonly channelId?: ChannelId
}

/** Whether a rule speaks of somebody, while it holds; of which action is not asked here. */
export const isAbout = <Type extends string>(
  { scope, subject }: Rule<Type>,
  who: RoleInType<Type>,
): boolean => isInScope(scope, who) && isSubject(subject, who)

const isInScope = <Type extends string>(scope: Scope<Type>, who: RoleInType<Type>): boolean => {
  switch (scope.kind) {
    case 'tenant':
      return true
    case 'channelType':
      return scope.channelType === who.channelType
    case 'channel':
      return scope.channelId === who.channelId
    default:
      return scope satisfies never
  }
}

const isSubject = (subject: Subject, who: RoleInType<string>): boolean => {
  switch (subject.kind) {
    case 'everyone':
      return true
    case 'role':
      return subject.role === who.role
    case 'person':
      return subject.userId === who.userId
    default:
      return subject satisfies never
  }
}

const scopes = { tenant: 0, channelType: 6, channel: 12 } as const
const subjects = { everyone: 0, role: 2, person: 4 } as const
const effects = { allow: 0, deny: 1 } as const

/** The rule with the greater weight wins: first the narrower scope, then the narrower subject, then a denial. */
const weightOf = ({ scope, subject, effect }: Rule<string>): number =>
  scopes[scope.kind] + subjects[subject.kind] + effects[effect]

/** The rule that decides, the first of those that weigh the same; undefined where there is none. */
export const decisiveOf = <Type extends string>(rules: ReadonlyArray<Rule<Type>>): Rule<Type> | undefined =>
  rules.reduce<Rule<Type> | undefined>(
    (best, rule) => (best !== undefined && weightOf(best) >= weightOf(rule) ? best : rule),
    undefined,
  )
