import { conversationType } from '@parley/domain/permissions'
import { descriptionOf, type Step } from '@parley/import-kit'
import { attendanceOf } from './attendance.ts'
import { type Context, type SlackEntry, stepOf, tell } from './context.ts'
import { kindOf } from './kinds.ts'
import { messagesOf } from './messages.ts'
import { outlineOf } from './outline.ts'
import { pinsOf } from './pins.ts'
import { nameOf, timeOf } from './room.ts'
import { plainText } from './said-text.ts'

/**
 * The commands that a channel of an export says, in its order. Reactions have no time, and a deletion would keep
 * replies out that came later: a reaction follows on its message, or waits until its person is there, and what was
 * deleted is deleted at the end.
 *
 * @param entries in the order of their `ts`.
 */
export function* planChannel(context: Context, entries: ReadonlyArray<SlackEntry>): Generator<Step, void> {
  const { channel, room, people } = context
  const messages = messagesOf(context)
  const attendance = attendanceOf(context, messages)
  const isNamed = channel.becomes !== conversationType
  const about = { topic: '', purpose: '' }
  const aboutNow = (): string => plainText(about.topic === '' ? about.purpose : about.topic, people)

  const describe = (entry: SlackEntry): Step => {
    const { ts, topic, purpose } = entry.message
    about.topic = topic ?? about.topic
    about.purpose = purpose ?? about.purpose
    const facts = room.facts(room.keeper, timeOf(ts), `${ts}:describe`)
    return stepOf(entry, { type: 'DescribeChannel', ...facts, description: descriptionOf(aboutNow()) })
  }
  const rename = (entry: SlackEntry): Step => {
    const { ts, name = '' } = entry.message
    const facts = room.facts(room.keeper, timeOf(ts), `${ts}:rename`)
    return stepOf(entry, { type: 'RenameChannel', ...facts, name: nameOf(name, channel) })
  }
  function* say(entry: SlackEntry): Generator<Step, void> {
    const { message } = entry
    // An export may have a message of a thread twice.
    if (messages.of(message.ts) !== undefined) return
    const body = messages.bodyOf(entry, message, message.subtype === 'me_message' ? 'action' : 'text')
    if (body === null) return
    const by = messages.senderOf(message)
    yield* attendance.join(entry, by, timeOf(message.ts), message.ts)
    yield messages.send(entry, message, by, body)
    if (message.edited !== undefined)
      tell(context, entry, 'was edited: what it said before is not in the export', 'mended')
    yield* attendance.react(entry, message)
  }
  function* take(entry: SlackEntry): Generator<Step, void> {
    const { message } = entry
    const at = timeOf(message.ts)
    const kind = kindOf(message)
    switch (kind) {
      case 'says':
        return yield* say(entry)
      case 'joins':
        return yield* attendance.join(entry, messages.senderOf(message), at, message.ts)
      case 'leaves':
        return yield* attendance.leave(entry, messages.senderOf(message), at, message.ts)
      case 'describes':
        if (isNamed) yield describe(entry)
        return
      case 'renames':
        if (isNamed) yield rename(entry)
        return
      case 'edits':
        return yield* messages.edit(entry, message)
      case 'deletes':
        return messages.remove(entry, message.deleted_ts, at)
      case 'deleted':
        return yield* messages.deleted(entry, message)
      case 'listed':
        return
      case undefined:
        return tell(context, entry, `a message of subtype ${message.subtype} is not taken`)
      default:
        return kind satisfies never
    }
  }

  const outline = outlineOf(channel, entries, messages.senderOf)
  const { began, ended } = outline
  const listed = { topic: channel.topic?.value ?? '', purpose: channel.purpose?.value ?? '' }
  if (!outline.describes) Object.assign(about, listed)
  yield stepOf(channel, room.create(began, outline.name, aboutNow()))
  const members = channel.members?.map(people.of)
  // Whoever is listed and joined at no time that the export knows was there from the beginning.
  for (const who of members ?? [])
    if (!outline.joined.has(who)) yield* attendance.join(channel, who, began, 'begin')
  for (const entry of entries) yield* take(entry)

  if (isNamed && outline.describes) {
    Object.assign(about, listed)
    const facts = room.facts(room.keeper, ended, `${outline.last}:describe:last`)
    yield stepOf(channel, { type: 'DescribeChannel', ...facts, description: descriptionOf(aboutNow()) })
  }
  yield* pinsOf(context, messages)
  for (const who of attendance.waiting()) yield* attendance.join(channel, who, ended, outline.last)
  yield* messages.removals(attendance.has)
  const stay = new Set(members ?? attendance.all()).add(room.keeper)
  for (const who of stay) yield* attendance.join(channel, who, ended, outline.last)
  for (const who of attendance.all())
    if (!stay.has(who)) yield* attendance.leave(channel, who, ended, outline.last)
  if (channel.is_archived === true && isNamed)
    yield stepOf(channel, { type: 'ArchiveChannel', ...room.facts(room.keeper, ended, 'archive') })
}
