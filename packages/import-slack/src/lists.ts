import * as E from 'fp-ts/lib/Either.js'
import { channelLists, channelsFrom, type SlackChannel } from './channel-list.ts'
import type { Report } from './context.ts'
import type { ExportFiles } from './export-files.ts'
import { type NameField, type People, peopleFrom } from './people.ts'

/** Reads what the export lists: people, and channels. */
export const listsOf = async (
  files: ExportFiles,
  field: NameField,
  report: Report,
): Promise<{ readonly people: People; readonly channels: ReadonlyArray<SlackChannel> }> => {
  const read = async (file: string): Promise<Uint8Array> => {
    const bytes = await files.read(file)
    if (E.isRight(bytes)) return bytes.right
    report({ file, line: 1, what: bytes.left, consequence: 'skipped' })
    return new TextEncoder().encode('[]')
  }
  const { people, problems } = peopleFrom('users.json', await read('users.json'), field)
  problems.forEach(report)
  const channels: SlackChannel[] = []
  for (const file of Object.keys(channelLists) as Array<keyof typeof channelLists>)
    if (files.names.includes(file)) {
      const listed = channelsFrom(file, await read(file))
      channels.push(...listed.channels)
      listed.problems.forEach(report)
    }
  return { people, channels }
}
