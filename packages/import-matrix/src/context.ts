import { createHash } from 'node:crypto'
import {
  certain,
  type ChannelId,
  channelIdOf,
  type Command,
  CommandId,
  type TenantId,
  type Timestamp,
  timestampOf,
  type UserId,
} from '@parley/domain'
import type { Problem, Step } from '@parley/import-kit'
import type { FoundEvent } from './event.ts'
import type { People } from './people.ts'

/** Who does what nobody can do here, and owns the channels of imported rooms. */
export const importer = 'matrix-import' as UserId

/** Told of what was not taken as it stands. */
export type Report = (problem: Problem) => void

/** A room that is imported. */
export interface Context {
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  readonly people: People
  readonly report: Report
}

/** A short text that tells an id, which may be long, from others. */
export const mark = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 32)

/** What a command is called for ever: the same room imported again says nothing new. */
export const named = (id: string, what: string): CommandId => certain(CommandId, `matrix:${mark(id)}:${what}`)

/** The channel that a room becomes. */
export const channelOf = (tenantId: TenantId, roomId: string): ChannelId =>
  channelIdOf(tenantId, importer, named(roomId, 'create'))

export const timeOf = ({ event }: FoundEvent): Timestamp => timestampOf(new Date(event.origin_server_ts))

/** What every command that comes of an event says. */
export const factsOf = ({ tenantId, channelId }: Context, found: FoundEvent, by: UserId, what: string) => ({
  tenantId,
  channelId,
  by,
  at: timeOf(found),
  commandId: named(found.event.event_id, what),
})

export const stepOf = ({ file, line }: FoundEvent, command: Command): Step => ({ file, line, command })

/** Reports what is the matter with an event. */
export const tell = (
  { report }: Context,
  { file, line }: FoundEvent,
  what: string,
  consequence: Problem['consequence'] = 'skipped',
): void => report({ file, line, what, consequence })
