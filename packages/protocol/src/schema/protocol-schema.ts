import { contractSchema, schemaDocument, type SchemaParts, wholeNumber } from '@parley/contract/schema'
import { ClientFrame } from '../client-frame.ts'
import { ServerFrame, ServerMessage } from '../server-frame.ts'

/** What the document of the WebSocket's frames is made of. */
export const protocolParts: SchemaParts = {
  id: 'urn:parley:protocol',
  title: 'The frames of Parley’s WebSocket',
  description:
    'A text of a client is a ClientFrame, one of the server a ServerMessage. What is in them is of urn:parley:contract. Fields that are not named are passed over.',
  inputs: [ClientFrame],
  answers: [ServerFrame, ServerMessage],
  scalars: { RequestId: wholeNumber(0) },
  others: [contractSchema],
}

/** The JSON Schema of the frames: what stands in schema/protocol.json. */
export const protocolSchema = schemaDocument(protocolParts)
