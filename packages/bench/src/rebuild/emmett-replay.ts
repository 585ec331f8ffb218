import type { Event } from '@event-driven-io/emmett'
import {
  getPostgreSQLEventStore,
  pongoMultiStreamProjection,
  rebuildPostgreSQLProjections,
} from '@event-driven-io/emmett-postgresql'
import type { DomainEvent } from '@parley/domain'
import type { JsonObject } from '@parley/event-store'
import { byStream } from './fill-log.ts'

/** A message as its read model has it: one document. */
interface Message {
  readonly [field: string]: unknown
  readonly body: unknown
  readonly sentAt: unknown
  readonly editedAt?: unknown
  readonly deletedAt?: unknown
}

type Happened = Event<'MessageSent' | 'MessageEdited' | 'MessageDeleted', JsonObject>

const evolve = (message: Message | null, { type, data }: Happened): Message | null => {
  switch (type) {
    case 'MessageSent':
      return { ...data, body: data['body'], sentAt: data['at'] }
    case 'MessageEdited':
      return message === null ? null : { ...message, body: data['body'], editedAt: data['at'] }
    case 'MessageDeleted':
      return message === null ? null : { ...message, body: null, deletedAt: data['at'] }
    default:
      return type satisfies never
  }
}

/** One of Parley's ten read models, as emmett's documentation has it: what messages say, by their ids. */
const messages = pongoMultiStreamProjection<Message, Happened>({
  collectionName: 'messages',
  canHandle: ['MessageSent', 'MessageEdited', 'MessageDeleted'],
  getDocumentId: ({ data: { messageId } }) => (typeof messageId === 'string' ? messageId : ''),
  evolve,
})

/** Writes events into emmett's store. Its pages go by position: one stream after another, or it would pass some over. */
export const fillEmmett = async (connectionString: string, events: Iterable<DomainEvent>): Promise<void> => {
  const store = getPostgreSQLEventStore(connectionString)
  await store.schema.migrate()
  for (const [stream, some] of byStream(events))
    await store.appendToStream(
      stream,
      some.map(
        ({ type, data, metadata }): Event<string, JsonObject, JsonObject> => ({ type, data, metadata }),
      ),
    )
  await store.close()
}

/** Has emmett replay its log into that read model. */
export const replay = async (connectionString: string): Promise<void> => {
  const consumer = rebuildPostgreSQLProjections({ connectionString, projections: [messages] })
  await consumer.start()
  await consumer.close()
}
