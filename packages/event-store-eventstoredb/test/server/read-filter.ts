import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { StoredEvent } from './stored-event.ts'

const passes = (expression: ReadReq.Options.FilterOptions.Expression): ((name: string) => boolean) => {
  const prefixes = expression.getPrefixList()
  const regex = new RegExp(expression.getRegex(), 'u')
  return (name) =>
    prefixes.length > 0 ? prefixes.some((prefix) => name.startsWith(prefix)) : regex.test(name)
}

/** Whether an event passes the filter of a read; without one, all do. */
export const matching = (
  filter: ReadReq.Options.FilterOptions | undefined,
): ((entry: StoredEvent) => boolean) => {
  const [streamName, type] = [filter?.getStreamIdentifier(), filter?.getEventType()]
  if (streamName !== undefined) {
    const passing = passes(streamName)
    return (entry) => passing(entry.stream)
  }
  if (type === undefined) return () => true
  const passing = passes(type)
  return (entry) => passing(entry.type)
}
