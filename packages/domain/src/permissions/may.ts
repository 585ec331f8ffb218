import type { ChannelId, UserId } from '../values/ids.ts'
import type { Timestamp } from '../values/timestamp.ts'
import { type Action, actions } from './tables.ts'
import { outsider, type Permissions } from './permissions.ts'
import { type Role, outranks, roles } from './ranks.ts'
import { decisiveOf, isAbout, type RoleInType } from './rule.ts'
import { type Verdict, verdictBy } from './verdict.ts'

/** Somebody with their role in one channel. */
export interface RoleInChannel<Type extends string> extends RoleInType<Type> {
  readonly userId: UserId
  readonly channelId: ChannelId
  readonly archived: boolean
  /** A guest of the tenant: they know of no channel but those that they are in. */
  readonly guest?: true
}

const isArchived: Verdict<never> = { allowed: false, because: { _tag: 'Archived' } }

/**
 * PERM-1 to PERM-5: whether somebody may do something in a channel, by the narrowest rule that speaks of it.
 *
 * @param now The moment of the command, by which rules end.
 * @example
 * may({ userId, role: 'member', channelId, channelType: 'broadcast', archived: false }, 'send', permissions, now)
 * // { allowed: false, because: { _tag: 'NoRule' } }
 */
export const may = <Type extends string>(
  who: RoleInChannel<Type>,
  action: Action,
  permissions: Permissions<Type>,
  now: Timestamp,
): Verdict<Type> => {
  const { settled, special } = permissions
  const usual = settled[who.channelType][who.role ?? outsider][action]
  // Nearly always: this is asked for every message.
  if (!who.archived && special.size === 0) return usual
  if (usual.because._tag === 'NotAMember') return usual
  if (who.archived && actions[action].whileArchived !== true) return isArchived
  if (usual.because._tag === 'RuledOut') return usual
  const speaking = (special.get(action) ?? []).filter(
    (rule) => (rule.until === undefined || now < rule.until) && isAbout(rule, who),
  )
  return speaking.length === 0 ? usual : verdictBy(decisiveOf([...generalOf(usual), ...speaking]))
}

const generalOf = <Type extends string>({ because }: Verdict<Type>) =>
  because._tag === 'Rule' ? [because.rule] : []

/** The lowest role above their own in which somebody might do what they may not now; null where there is none. */
export const leastRole = <Type extends string>(
  who: RoleInChannel<Type>,
  action: Action,
  permissions: Permissions<Type>,
  now: Timestamp,
): Role | null =>
  roles.findLast(
    (role) =>
      who.role !== null &&
      outranks(role, who.role) &&
      may({ ...who, role }, action, permissions, now).allowed,
  ) ?? null
