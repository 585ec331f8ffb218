import { afterAll, beforeAll, describe } from 'vitest'
import { appending } from './appending.ts'
import { closing } from './closing.ts'
import { concurrency } from './concurrency.ts'
import { deleting } from './deleting.ts'
import { idempotence } from './idempotence.ts'
import { readingAll } from './reading-all.ts'
import { readingParts } from './reading-parts.ts'
import { readingStreams } from './reading-streams.ts'
import { retention } from './retention.ts'
import { subscribing } from './subscribing.ts'
import { unknownPositions } from './unknown-positions.ts'
import type { Capabilities, Opened } from './harness.ts'

export type { Capabilities, Opened } from './harness.ts'
export {
  anEvent,
  endOf,
  idsOf,
  left,
  ownPrefix,
  pullEvents,
  pullToEnd,
  pullUntil,
  revision,
  right,
  someEvents,
} from './harness.ts'

/**
 * What every event store has to pass: the rules of docs/spec/log.md that are not one store's own. `open` gives a
 * store on a log that may be shared and full; it is called once for most tests, and again for those that close it.
 */
export const eventStoreContract = (
  name: string,
  open: () => Promise<Opened>,
  capabilities: Capabilities = {},
): void => {
  describe(`${name} keeps the contract of event stores`, () => {
    let opened: Opened
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())
    const under = (): Opened => opened

    describe('appending', () => {
      appending(under, capabilities)
    })
    describe('appending again', () => {
      idempotence(under)
    })
    describe('reading a stream', () => {
      readingStreams(under)
    })
    describe('reading parts of several streams', () => {
      readingParts(under)
    })
    describe('reading all streams', () => {
      readingAll(under)
    })
    describe('subscribing', () => {
      subscribing(under, capabilities)
    })
    describe('positions of no event', () => {
      unknownPositions(under)
    })
    describe('retention', () => {
      retention(under)
    })
    describe('deleting', () => {
      deleting(under)
    })
    describe('many at once', () => {
      concurrency(under, capabilities)
    })
    describe('closing', () => {
      closing(open)
    })
  })
}
