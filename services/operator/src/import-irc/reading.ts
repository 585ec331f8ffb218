import {
  canBear,
  formatNamed,
  type IrcFormat,
  type IrcLog,
  joinLogs,
  type Reading,
  timeZoneNamed,
} from '@parley/import-irc'
import * as E from 'fp-ts/lib/Either.js'

/** What people type after `parley import irc`. */
export interface TypedIrcImport {
  readonly tenant: string
  readonly format?: string
  readonly timeZone: string
  readonly channel?: string
}

/** How a folder is read, and what its logs become. */
export interface FolderReading extends Reading {
  /** All logs as one channel, or each as a channel of its own. */
  readonly channelsOf: (logs: ReadonlyArray<IrcLog>) => ReadonlyArray<IrcLog>
}

/** How a folder is to be read; left: what of it can't be, in words. */
export const readingOf = ({ format, timeZone, channel }: TypedIrcImport): E.Either<string, FolderReading> => {
  const zone = timeZoneNamed(timeZone)
  if (zone === undefined)
    return E.left(`--time-zone ${timeZone} is no time zone, such as Europe/Berlin or UTC`)
  if (channel !== undefined && !canBear(channel))
    return E.left('--channel is too long for a channel, or has characters that none may have')
  const named: IrcFormat | null = (format === undefined ? undefined : formatNamed(format)) ?? null
  const channelsOf: FolderReading['channelsOf'] = (logs) =>
    channel === undefined ? logs : [joinLogs(channel, logs)]
  return E.right({ format: named, zone, channelsOf })
}
