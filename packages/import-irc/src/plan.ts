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
import type { NumberedLine, IrcLog } from './irc-log.ts'

/** Who creates the channels of imported logs, and so owns them. */
export const importer = 'irc-import' as UserId

// A log is read only where its name makes names for all of its commands, and one for its channel.
const nameOf = (log: IrcLog, what: string): CommandId => commandName(log.name, what) as CommandId

/** The channel that a log becomes. */
export const channelOf = (tenantId: TenantId, log: IrcLog): ChannelId =>
  channelIdOf(tenantId, importer, nameOf(log, 'create'))

/**
 * The commands that a log says, in its order: a channel, whoever joins, speaks, acts, leaves. A nick is a person: a
 * change of nick is one leaving and the other joining. Who speaks without having joined joined before the log began.
 * What answers a line goes into the thread that the line is in, since threads have one level.
 */
export function* planLog(log: IrcLog, tenantId: TenantId): Generator<Step> {
  const channelId = channelOf(tenantId, log)
  const present = new Set<UserId>()
  /** For the line of a message the top of its thread. */
  const tops = new Map<number, MessageId>()
  const facts = (by: UserId, at: Timestamp, what: string) => ({
    tenantId,
    channelId,
    by,
    at,
    commandId: nameOf(log, what),
  })

  const join = (nick: UserId, at: Timestamp, index: number): Step => {
    present.add(nick)
    const command = { type: 'JoinChannel' as const, ...facts(nick, at, `${index}:join`) }
    return { file: log.name, line: index + 1, command }
  }
  const leave = (nick: UserId, at: Timestamp, index: number): Step => {
    present.delete(nick)
    const command = { type: 'LeaveChannel' as const, ...facts(nick, at, `${index}:leave`) }
    return { file: log.name, line: index + 1, command }
  }
  const send = ({ index, at }: NumberedLine, nick: UserId, body: Body): Step => {
    const sending = facts(nick, at, `${index}`)
    const messageId = messageIdOf(tenantId, channelId, nick, sending.commandId)
    const answered = log.answers.get(index)
    const parentId = (answered === undefined ? undefined : tops.get(answered)) ?? null
    tops.set(index, parentId ?? messageId)
    const command = { type: 'SendMessage' as const, ...sending, messageId, feedId: mainFeed, parentId, body }
    return { file: log.name, line: index + 1, command }
  }

  const first = log.lines[0]
  if (first === undefined) return
  yield {
    file: log.name,
    line: 1,
    command: {
      type: 'CreateChannel',
      ...facts(importer, first.at, 'create'),
      channelType: everyonesChannelType,
      name: E.getOrElse(() => log.name as ChannelName)(TypedChannelName.decode(log.name)),
      description: `Imported from an IRC log, ${log.name}` as Description,
      members: [],
    },
  }
  for (const numbered of log.lines) {
    const { line, at, index } = numbered
    switch (line.kind) {
      case 'joined':
        if (!present.has(line.nick)) yield join(line.nick, at, index)
        break
      case 'left':
        if (present.has(line.nick)) yield leave(line.nick, at, index)
        break
      case 'renamed':
        if (present.has(line.nick)) yield leave(line.nick, at, index)
        if (!present.has(line.to)) yield join(line.to, at, index)
        break
      case 'message':
      case 'action':
        if (!present.has(line.nick)) yield join(line.nick, at, index)
        yield send(numbered, line.nick, {
          kind: line.kind === 'message' ? 'text' : 'action',
          text: line.text,
        })
        break
    }
  }
}
