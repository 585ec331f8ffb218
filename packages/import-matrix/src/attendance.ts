import { type Role, TypedNickname, TypedReason, type UserId } from '@parley/domain'
import type { Step } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import { type Context, factsOf, importer, mark, stepOf, tell } from './context.ts'
import { type FoundEvent, textIn, valueIn } from './event.ts'

type Given = Exclude<Role, 'owner' | 'guest'>

/** What people with this much power are called here. */
const roleAt = (power: number): Given => (power >= 100 ? 'admin' : power >= 50 ? 'moderator' : 'member')

/** Who is in a room, as what, and by which name. `isOpen`: people join by themselves; else they are added. */
export const attendanceOf = (context: Context, isOpen: boolean) => {
  const { people } = context
  const present = new Map<UserId, Given>()
  const banned = new Set<UserId>()
  const nicknames = new Map<UserId, string>()
  let powers: ReadonlyMap<UserId, number> = new Map()
  let usual = 0

  const due = (who: UserId): Given => roleAt(powers.get(who) ?? usual)

  function* rank(found: FoundEvent, who: UserId): Generator<Step, void> {
    const role = due(who)
    if (!present.has(who) || present.get(who) === role) return
    present.set(who, role)
    const facts = factsOf(context, found, importer, `rank:${mark(who)}`)
    yield stepOf(found, { type: 'ChangeRole', ...facts, userId: who, role })
  }

  /** Has somebody in who is not there yet. */
  function* join(found: FoundEvent, who: UserId): Generator<Step, void> {
    if (present.has(who) || who === importer) return
    if (banned.has(who)) yield* unban(found, who)
    present.set(who, 'member')
    yield stepOf(
      found,
      isOpen
        ? { type: 'JoinChannel', ...factsOf(context, found, who, 'join') }
        : { type: 'AddMember', ...factsOf(context, found, importer, 'add'), userId: who },
    )
    yield* rank(found, who)
  }

  function* unban(found: FoundEvent, who: UserId): Generator<Step, void> {
    banned.delete(who)
    yield stepOf(found, { type: 'UnbanMember', ...factsOf(context, found, importer, 'unban'), userId: who })
  }

  function* call(found: FoundEvent, who: UserId): Generator<Step, void> {
    const shown = textIn(found.event.content, 'displayname')
    const typed = TypedNickname.decode(shown)
    const nickname = E.isRight(typed) && typed.right !== (who as string) ? typed.right : null
    if (shown !== undefined && shown.trim() !== '' && E.isLeft(typed))
      tell(context, found, 'its displayname can be no nickname', 'mended')
    if ((nicknames.get(who) ?? null) === nickname) return
    if (nickname === null) nicknames.delete(who)
    else nicknames.set(who, nickname)
    yield stepOf(found, { type: 'SetNickname', ...factsOf(context, found, who, 'nickname'), nickname })
  }

  function* leave(found: FoundEvent, who: UserId): Generator<Step, void> {
    if (banned.has(who)) yield* unban(found, who)
    if (!present.delete(who)) return
    nicknames.delete(who)
    const isOwn = found.event.sender === found.event.state_key
    yield stepOf(
      found,
      isOwn
        ? { type: 'LeaveChannel', ...factsOf(context, found, who, 'leave') }
        : { type: 'RemoveMember', ...factsOf(context, found, importer, 'remove'), userId: who },
    )
  }

  function* ban(found: FoundEvent, who: UserId): Generator<Step, void> {
    const given = textIn(found.event.content, 'reason')
    const said = TypedReason.decode(given)
    const reason = given !== undefined && E.isRight(said) ? said.right : null
    if (given !== undefined && reason === null) tell(context, found, 'its reason can be none here', 'mended')
    present.delete(who)
    nicknames.delete(who)
    banned.add(who)
    const facts = factsOf(context, found, importer, 'ban')
    yield stepOf(found, { type: 'BanMember', ...facts, userId: who, until: null, reason })
  }

  /** What an event says of somebody's membership. */
  function* member(found: FoundEvent): Generator<Step, void> {
    const who = people.of(found.event.state_key ?? '')
    if (who === undefined) return tell(context, found, 'is about somebody who can be nobody here')
    const membership = textIn(found.event.content, 'membership') ?? 'none'
    switch (membership) {
      case 'join':
        yield* join(found, who)
        return yield* call(found, who)
      case 'leave':
        return yield* leave(found, who)
      case 'ban':
        return yield* ban(found, who)
      case 'invite':
      case 'knock':
        return
      default:
        return tell(context, found, `a membership of ${membership} is not taken`)
    }
  }

  /** Who has how much power from here on. */
  function* power(found: FoundEvent): Generator<Step, void> {
    const { content } = found.event
    const users = valueIn(content, 'users')
    const known = new Map<UserId, number>()
    for (const [id, value] of Object.entries(users ?? {})) {
      const [who, level] = [people.of(id), Number(value)]
      if (who === undefined || Number.isNaN(level)) tell(context, found, `${id} is given no power`, 'mended')
      else known.set(who, level)
    }
    powers = known
    usual = Number(valueIn(content, 'users_default') ?? 0)
    for (const who of present.keys()) yield* rank(found, who)
  }

  return { join, member, power, has: (who: UserId) => present.has(who) }
}

export type Attendance = ReturnType<typeof attendanceOf>
