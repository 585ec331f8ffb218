import type { RecordedEvent } from '@parley/event-store'
import { howToDrop } from '@parley/projection'
import { core, type ParkedStream } from '@parley/read-models'
import type { GroupGeneration } from './tables.ts'

/** Revisions of a stream that the log keeps no more. */
export interface Missing {
  readonly stream: string
  readonly from: number
  readonly to: number
}

/** What a person should know of what is not projected. */
export interface Notices {
  readonly foreign: (recorded: RecordedEvent) => void
  readonly parked: (parked: ParkedStream) => void
  readonly missing: (missing: Missing) => void
}

export const missingWords = ({ from, to }: Omit<Missing, 'stream'>): string =>
  from === to ? `revision ${from} is kept no more` : `revisions ${from} to ${to} are kept no more`

const again = (schema: string): string => `Once it can be read, ${howToDrop(schema)}.`

/** How many different lines are said; one program may write to any number of streams. */
const mostLines = 1_000

/** Says each thing once, in words, with what to do. */
export const noticesTo = (say: (line: string) => void, { schema, group }: GroupGeneration): Notices => {
  const [into, meanwhile] =
    group === core
      ? ['', 'commands there are refused']
      : [` for ${group.name}`, 'people talk there as before']
  const said = new Set<string>()
  const once = (about: string, line: string): void => {
    if (said.has(about) || said.size > mostLines) return
    said.add(about)
    say(said.size > mostLines ? 'Further streams are not named: there are too many of these.' : line)
  }
  return {
    foreign: ({ stream, type, revision }) =>
      once(
        `${type} in ${stream}`,
        `Passed over: ${type} at revision ${revision} of ${stream} is not Parley's. Find out which program writes ` +
          'there: it needs streams of its own.',
      ),
    parked: ({ stream, revision, position, type, cause }) =>
      once(
        stream,
        `Nothing of ${stream} is projected${into} from ${type} at revision ${revision}, position ${position} on: ${cause}. ` +
          `What was projected of it stays, ${meanwhile}, and all other streams go on. Where a newer ` +
          `version of Parley wrote it, start that version, which builds read models of its own. ${again(schema)} ` +
          `Where it never can be, \`pnpm parley read-models parked skip ${stream}\` leaves it out.`,
      ),
    missing: ({ stream, ...revisions }) =>
      once(
        stream,
        `Projected with a gap: ${missingWords(revisions)} of ${stream}. What that person had read before is not ` +
          'known any more.',
      ),
  }
}

/** Says nothing. */
export const noNotices: Notices = { foreign: () => {}, parked: () => {}, missing: () => {} }
