import { decodeItem, itemsOf } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import { channelLists, type SlackChannel } from './channel-list.ts'
import type { SlackEntry, Report } from './context.ts'
import type { ExportFiles } from './export-files.ts'
import { SlackMessage } from './slack-message.ts'

/** The files of the days of each channel, in order. What belongs to none is reported. */
export const daysOf = (
  names: ReadonlyArray<string>,
  channels: ReadonlyArray<SlackChannel>,
  report: Report,
): ReadonlyMap<SlackChannel, ReadonlyArray<string>> => {
  const byFolder = new Map(channels.map((channel) => [channel.folder, channel]))
  const days = new Map<SlackChannel, string[]>(channels.map((channel) => [channel, []]))
  const lists = new Set(['users.json', ...Object.keys(channelLists)])
  for (const file of names.toSorted()) {
    const folder = /^([^/]+)\/\d{4}-\d\d-\d\d\.json$/.exec(file)?.[1]
    const channel = folder === undefined ? undefined : byFolder.get(folder)
    const own = channel === undefined ? undefined : days.get(channel)
    if (own !== undefined) own.push(file)
    else if (!lists.has(file) && !file.endsWith('/'))
      report({ file, line: 1, what: 'is no day of a channel that is listed', consequence: 'skipped' })
  }
  return days
}

/** The messages of a day. What is none is reported. */
export const entriesOf = async (
  files: ExportFiles,
  file: string,
  report: Report,
): Promise<ReadonlyArray<SlackEntry>> => {
  const bytes = await files.read(file)
  const items = E.isLeft(bytes) ? bytes : itemsOf(bytes.right)
  if (E.isLeft(items)) {
    report({ file, line: 1, what: items.left, consequence: 'skipped' })
    return []
  }
  return items.right.flatMap((item) => {
    const { line } = item
    const message = decodeItem(SlackMessage, item)
    if (E.isRight(message)) return [{ file, line, message: message.right }]
    report({ file, line, what: message.left, consequence: 'skipped' })
    return []
  })
}
