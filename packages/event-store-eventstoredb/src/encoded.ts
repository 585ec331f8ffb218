import type { NewEvent } from '@parley/event-store'
import { shared, streams } from './generated.ts'

const utf8 = new TextEncoder()

/** Events as they go over the wire: made once, however often they have to be sent. */
export interface Encoded {
  readonly messages: ReadonlyArray<{ readonly message: Message; readonly bytes: number }>
  /** As the server counts them: data, metadata, and the type at two bytes a character. */
  readonly bytes: number
}
type Message = InstanceType<typeof streams.BatchAppendReq.ProposedMessage>

const encodeOne = (event: NewEvent): Encoded['messages'][number] => {
  const [data, metadata] = [
    utf8.encode(JSON.stringify(event.data)),
    utf8.encode(JSON.stringify(event.metadata)),
  ]
  const message = new streams.BatchAppendReq.ProposedMessage()
  message.setId(new shared.UUID().setString(event.id)).setData(data).setCustomMetadata(metadata)
  message.getMetadataMap().set('type', event.type).set('content-type', 'application/json')
  return { message, bytes: data.length + metadata.length + 2 * event.type.length }
}

export const encode = (events: ReadonlyArray<NewEvent>): Encoded => {
  const messages = events.map(encodeOne)
  return { messages, bytes: messages.reduce((sum, { bytes }) => sum + bytes, 0) }
}
