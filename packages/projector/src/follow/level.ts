import type { Position } from '@parley/domain'
import { streamPrefixes } from '@parley/domain'
import type { EventStore, RecordedEvent } from '@parley/event-store'
import { CantLevel, readFingerprint, statements } from '@parley/projection'
import type { Level } from '@parley/projection'
import { readLastRevisions, readParkedStreams } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { addEvent, emptyBatch, fits, operationsOf } from '../batch.ts'
import { noNotices } from '../notices.ts'
import { Sorting } from '../sorting.ts'
import { readSkipped } from '../streams/skipped.ts'
import { type GroupGeneration, ownGeneration } from '../tables.ts'

const pageSize = 500

/** What is caught up while somebody holds another generation still. */
const mostEvents = 20_000

/**
 * Brings generations of this build up by some moments, as a projector would, whoever projects them: that projector
 * finds the checkpoint elsewhere, and begins again from there. Others, and those that lack much, are left as they are.
 */
export const levelling =
  (
    store: Pick<EventStore, 'readAll' | 'readStream' | 'streamMetadata'>,
    own: GroupGeneration = ownGeneration(),
  ): Level =>
  async (client, schema, from, to) => {
    if ((await readFingerprint(client, schema)) !== own.fingerprint) throw new CantLevel(schema)
    const parked = await readParkedStreams(client, schema)
    const sorting = new Sorting({
      group: own.group,
      log: store,
      parked: parked.map(({ stream }) => stream),
      skipped: await readSkipped(client, own.group),
      lastRevisions: (streams) => readLastRevisions(client, schema, own.group, streams),
      notices: noNotices,
    })
    let batch = emptyBatch(from)
    let all = 0
    const write = async (): Promise<void> => {
      const { rowCount } = await client.query(statements({ ...own, schema })(operationsOf(batch), batch))
      if (rowCount !== 1) throw new Error(`the checkpoint of ${schema} is no longer at ${batch.from}`)
      batch = emptyBatch(batch.to)
    }
    for (let after: Position | undefined = from; after !== undefined && after < to; ) {
      const page: E.Either<unknown, ReadonlyArray<RecordedEvent>> = await store.readAll({
        limit: pageSize,
        filter: { streamPrefixes },
        ...(after === 0 ? {} : { after }),
      })()
      if (E.isLeft(page)) throw new Error(`the log can't be read: ${JSON.stringify(page.left)}`)
      const events: ReadonlyArray<RecordedEvent> = page.right.filter(({ position }) => position <= to)
      await sorting.prepare(events)
      all += events.length
      if (all > mostEvents) throw new CantLevel(schema)
      for (const event of events) {
        const sorted = await sorting.next(event)
        if (batch.alone === true || !fits(batch, sorted)) await write()
        addEvent(batch, event, sorted)
      }
      after = events.length < pageSize ? undefined : events.at(-1)?.position
    }
    batch.to = to
    await write()
  }
