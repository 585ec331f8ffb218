import { certain, ChannelName, type TenantId, timestampOf, TypedChannelName } from '@parley/domain'
import { everyonesChannelType, invitedChannelType } from '@parley/domain/permissions'
import { descriptionOf, type Step } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import { attendanceOf } from './attendance.ts'
import { channelOf, type Context, factsOf, importer, named, type Report, stepOf, tell } from './context.ts'
import { type FoundEvent, isRedacted, redactedBy, relationOf, textIn, valueIn } from './event.ts'
import { messagesOf } from './messages.ts'
import type { People } from './people.ts'
import type { ExportedRoom } from './room.ts'

/** Events that say nothing more than what is known of the room as a whole. */
const known: ReadonlySet<string> = new Set(['m.room.create', 'm.room.join_rules'])

const nameIn = (text: string | null | undefined): ChannelName | null => {
  const name = TypedChannelName.decode(text)
  return E.isRight(name) ? name.right : null
}

/**
 * The commands that a room says, in the order of its times. A deletion would keep replies out that came later: what was
 * deleted is deleted at the end.
 */
export function* planRoom(
  tenantId: TenantId,
  { file, name, topic, events }: ExportedRoom,
  people: People,
  report: Report,
): Generator<Step, void> {
  const first = events[0]
  if (first === undefined) return
  const ofType = (type: string): ReadonlyArray<FoundEvent> =>
    events.filter(({ event }) => event.type === type)
  const roomId = events.find(({ event }) => event.room_id !== undefined)?.event.room_id ?? name ?? file
  const channelId = channelOf(tenantId, roomId)
  const context: Context = { tenantId, channelId, people, report }
  const isOpen = textIn(ofType('m.room.join_rules').at(-1)?.event.content, 'join_rule') === 'public'
  const attendance = attendanceOf(context, isOpen)
  const edited = new Set(
    events.flatMap(({ event }) => {
      const { type, eventId } = relationOf(event)
      return type === 'm.replace' && eventId !== undefined ? [eventId] : []
    }),
  )
  const messages = messagesOf(context, attendance, edited)
  const byId = new Map(events.map((found) => [found.event.event_id, found]))
  let pinned: ReadonlySet<string> = new Set()

  function* rename(found: FoundEvent): Generator<Step, void> {
    const next = nameIn(textIn(found.event.content, 'name'))
    if (next === null) return tell(context, found, 'the name can be none of a channel')
    yield stepOf(found, { type: 'RenameChannel', ...factsOf(context, found, importer, 'rename'), name: next })
  }
  function* describe(found: FoundEvent): Generator<Step, void> {
    const description = descriptionOf(textIn(found.event.content, 'topic') ?? '')
    yield stepOf(found, {
      type: 'DescribeChannel',
      ...factsOf(context, found, importer, 'describe'),
      description,
    })
  }
  function* pin(found: FoundEvent): Generator<Step, void> {
    const listed = valueIn(found.event.content, 'pinned')
    const now = new Set(
      (Array.isArray(listed) ? listed : []).filter((id): id is string => typeof id === 'string'),
    )
    const others = [...[...now].filter((id) => !pinned.has(id)), ...[...pinned].filter((id) => !now.has(id))]
    for (const [n, id] of others.entries()) {
      const messageId = messages.of(id)
      if (messageId === undefined) tell(context, found, 'pins what is no message that is taken', 'mended')
      else {
        const type = now.has(id) ? ('PinMessage' as const) : ('UnpinMessage' as const)
        yield stepOf(found, { type, ...factsOf(context, found, importer, `pin:${n}`), messageId })
      }
    }
    pinned = now
  }
  function* redact(found: FoundEvent): Generator<Step, void> {
    const eventId = redactedBy(found.event) ?? ''
    const target = byId.get(eventId)
    const isSaid = target !== undefined && isRedacted(target.event)
    const isTaken = yield* messages.redact(found, eventId)
    if (!isTaken && !isSaid) tell(context, found, 'takes back what is not taken')
  }
  function* take(found: FoundEvent): Generator<Step, void> {
    const { type } = found.event
    switch (type) {
      case 'm.room.member':
        return yield* attendance.member(found)
      case 'm.room.power_levels':
        return yield* attendance.power(found)
      case 'm.room.name':
        return yield* rename(found)
      case 'm.room.topic':
        return yield* describe(found)
      case 'm.room.pinned_events':
        return yield* pin(found)
      case 'm.room.message':
      case 'm.sticker':
        return yield* messages.say(found)
      case 'm.reaction':
        return yield* messages.react(found)
      case 'm.room.redaction':
        return yield* redact(found)
      case 'm.room.encrypted':
        return isRedacted(found.event) ? yield* messages.say(found) : tell(context, found, 'is encrypted')
      default:
        return known.has(type) ? undefined : tell(context, found, `an event of type ${type} is not taken`)
    }
  }

  const called =
    nameIn(textIn(ofType('m.room.name')[0]?.event.content, 'name')) ?? nameIn(name) ?? nameIn(roomId)
  const describes = ofType('m.room.topic').length > 0
  yield stepOf(first, {
    type: 'CreateChannel',
    tenantId,
    channelId,
    by: importer,
    at: timestampOf(new Date(first.event.origin_server_ts)),
    commandId: named(roomId, 'create'),
    channelType: isOpen ? everyonesChannelType : invitedChannelType,
    name: called ?? certain(ChannelName, 'room'),
    description: descriptionOf(describes ? '' : (topic ?? '')),
    members: [],
  })
  for (const found of events) yield* take(found)
  yield* messages.removals()
}
