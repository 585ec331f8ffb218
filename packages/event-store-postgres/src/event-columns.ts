import type { PendingAppend } from './group.ts'

/** No JSON has it in it, and no name. */
const separator = '\u001e'

/** Texts as the functions of the database take them: joined, which spares both sides quoting them. */
export const joined = (texts: Iterable<string>): string => [...texts].join(separator)

/** An array of numbers as the database reads it. */
export const arrayOf = (numbers: ReadonlyArray<number>): string => `{${numbers.join(',')}}`

/** The events of a group, one after another: ids, types, data and metadata. */
export const eventColumns = (group: ReadonlyArray<PendingAppend>): ReadonlyArray<string> => [
  group.map(({ events }) => events.map(({ id }) => id).join(',')).join(','),
  joined(group.map(({ events }) => joined(events.map(({ type }) => type)))),
  joined(group.map(({ data }) => joined(data))),
  joined(group.map(({ metadata }) => joined(metadata))),
]
