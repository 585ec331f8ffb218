import { randomUUID } from 'node:crypto'
import type { JsonObject } from '@parley/event-store'
import type { Proposed } from '../server/stored-event.ts'

/** An event as another program would write it: without metadata. */
export const foreignEvent = (type: string, data: JsonObject): Proposed => ({
  id: randomUUID(),
  type,
  contentType: 'application/json',
  data: new TextEncoder().encode(JSON.stringify(data)),
  metadata: new Uint8Array(),
})
