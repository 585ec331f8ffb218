import {
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  type Position,
  START,
} from '@eventstore/db-client'
import { fillWith, type Open } from './contender.ts'
import { someEvents, streamsOf } from './event.ts'

/** EventStoreDB's own client, as its documentation uses it. */
export const bareClient: Open = async (connectionString) => {
  const client = EventStoreDBClient.connectionString(connectionString)
  let after: Position | undefined
  const append = (stream: string, first: number, count: number) =>
    client.appendToStream(
      stream,
      someEvents(count, stream).map(({ id, type, data, metadata }) =>
        jsonEvent({ id, type, data, metadata }),
      ),
      { expectedRevision: first === 0 ? NO_STREAM : BigInt(first - 1) },
    )
  const read = async (): Promise<number> => {
    let events = 0
    const all = client.readAll({ direction: FORWARDS, fromPosition: after ?? START })
    for await (const { event } of all) if (event?.streamId.startsWith(streamsOf) === true) events += 1
    return events
  }
  return {
    name: 'bare client',
    hotInFlight: 64,
    append: async (stream, revision) => {
      await append(stream, revision, 1)
    },
    fill: async (events) => {
      after = (await append(`${streamsOf}mark-${crypto.randomUUID()}`, 0, 1)).position
      await fillWith(events, append)
    },
    reads: [{ name: 'bare client, JSON parsed', read }],
    close: () => client.dispose(),
  }
}
