import {
  type Body,
  type ChannelId,
  type ChannelName,
  TypedChannelName,
  type CommandId,
  channelIdOf,
  type Description,
  mainFeed,
  type MessageId,
  messageIdOf,
  type TenantId,
  type Timestamp,
  type UserId,
} from '@parley/domain'
import { everyonesChannelType } from '@parley/domain/permissions'
import type { Step } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import { commandName } from './command-name.ts'
import type { Rank } from './irc-line.ts'
import type { NumberedLine, IrcLog } from './irc-log.ts'

/** Who creates the channels of imported logs, and so owns them. */
export const importer = 'irc-import' as UserId

/** A step, and which of the log's lines (from 0) it comes from. */
export interface LineStep extends Step {
  readonly nth: number
}

// A log is read only where its name makes names for all of its commands, and one for its channel.
const nameOf = (log: string, what: string): CommandId => commandName(log, what) as CommandId

/** The channel that a log becomes. */
export const channelOf = (tenantId: TenantId, log: IrcLog): ChannelId =>
  channelIdOf(tenantId, importer, nameOf(log.name, 'create'))

/**
 * The commands that a log says, in its order: a channel, whoever joins, speaks, acts, leaves. A nick is a person: a
 * change of nick is one leaving and the other joining. Who speaks without having joined joined before the log began.
 * What answers a line goes into the thread that the line is in, since threads have one level.
 */
export function* planLog(log: IrcLog, tenantId: TenantId): Generator<LineStep> {
  const channelId = channelOf(tenantId, log)
  /** Who is there, and with which role. */
  const present = new Map<UserId, Rank['role']>()
  /** For a message's file and line the top of its thread. */
  const tops = new Map<string, MessageId>()
  const first = log.lines[0]
  if (first === undefined) return
  const creating = { tenantId, channelId, by: importer, at: first.at, commandId: nameOf(log.name, 'create') }
  yield {
    file: first.file,
    line: 1,
    nth: 0,
    command: {
      type: 'CreateChannel',
      ...creating,
      channelType: everyonesChannelType,
      name: E.getOrElse(() => log.name as ChannelName)(TypedChannelName.decode(log.name)),
      description: `Imported from an IRC log, ${log.name}` as Description,
      members: [],
    },
  }
  for (const [nth, numbered] of log.lines.entries()) {
    const { file, index } = numbered
    const place = { file, line: index + 1, nth }
    for (const command of commandsOf(numbered, { tenantId, channelId, present, tops }))
      yield { ...place, command }
  }
}

interface SoFar {
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  readonly present: Map<UserId, Rank['role']>
  readonly tops: Map<string, MessageId>
}

/** What one line comes to. */
function* commandsOf(
  { line, log, at, index, answers }: NumberedLine,
  { tenantId, channelId, present, tops }: SoFar,
): Generator<Step['command']> {
  const facts = (by: UserId, moment: Timestamp, what: string) => ({
    tenantId,
    channelId,
    by,
    at: moment,
    commandId: nameOf(log, `${index}${what}`),
  })
  const join = (nick: UserId, what = ':join') => {
    present.set(nick, 'member')
    return { type: 'JoinChannel' as const, ...facts(nick, at, what) }
  }
  const leave = (nick: UserId) => {
    present.delete(nick)
    return { type: 'LeaveChannel' as const, ...facts(nick, at, ':leave') }
  }
  const rank = (userId: UserId, role: Rank['role'], what: string) => {
    present.set(userId, role)
    return { type: 'ChangeRole' as const, ...facts(importer, at, what), userId, role }
  }
  switch (line.kind) {
    case 'joined':
      if (!present.has(line.nick)) yield join(line.nick)
      return
    case 'left':
      if (present.has(line.nick)) yield leave(line.nick)
      return
    case 'renamed': {
      const role = present.get(line.nick) ?? 'member'
      if (present.has(line.nick)) yield leave(line.nick)
      if (!present.has(line.to)) yield join(line.to)
      if (role !== present.get(line.to) && role !== 'member') yield rank(line.to, role, ':rank')
      return
    }
    case 'kicked': {
      if (!present.has(line.nick)) return
      // Who kicks may be a service, or have been an operator before the log began.
      const mayKick = present.get(line.by) === 'admin' && present.get(line.nick) !== 'admin'
      present.delete(line.nick)
      yield {
        type: 'RemoveMember',
        ...facts(mayKick ? line.by : importer, at, ':kick'),
        userId: line.nick,
      }
      return
    }
    case 'topic':
      yield { type: 'DescribeChannel', ...facts(importer, at, ':topic'), description: line.topic }
      return
    case 'ranks':
      for (const [n, { nick, role }] of line.ranks.entries()) {
        if (!present.has(nick)) yield join(nick, `:join:${n}`)
        if (present.get(nick) !== role) yield rank(nick, role, `:rank:${n}`)
      }
      return
    case 'message':
    case 'action': {
      if (!present.has(line.nick)) yield join(line.nick)
      const sending = facts(line.nick, at, '')
      const messageId = messageIdOf(tenantId, channelId, line.nick, sending.commandId)
      const parentId = (answers === null ? undefined : tops.get(`${log}:${answers}`)) ?? null
      tops.set(`${log}:${index}`, parentId ?? messageId)
      const body: Body = { kind: line.kind === 'message' ? 'text' : 'action', text: line.text }
      yield { type: 'SendMessage', ...sending, messageId, feedId: mainFeed, parentId, body }
      return
    }
    default:
      return line satisfies never
  }
}
