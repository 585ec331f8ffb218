import { proxyTo } from '@parley/embedded-postgres/testing'
import { idsOf, left, revision, right, someEvents } from '@parley/event-store/contract'
import type {
  AppendError,
  Appended,
  EventStore,
  ExpectedRevision,
  NewEvent,
  RecordedEvent,
} from '@parley/event-store'
import { memoryEventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { groupCommit } from '../src/group-commit.ts'
import { settingsOf } from '../src/options.ts'
import { writerTo } from '../src/writer.ts'
import type { Writer } from '../src/writer.ts'
import { openPostgres } from './opened.ts'
import type { OpenedPostgres } from './opened.ts'

/** Appends as a store does, and hands out what it sends to the database. */
const committing = (log: OpenedPostgres, writer: Writer = writerTo(settingsOf(log).client)) => {
  const sent: Array<string> = []
  const commits = groupCommit(
    'parley_log',
    'a-test',
    {
      ...writer,
      send: (statement) => {
        sent.push(statement.name ?? '')
        return writer.send(statement)
      },
    },
    () => {},
  )
  const append = (
    stream: string,
    expected: ExpectedRevision,
    events: ReadonlyArray<NewEvent>,
  ): Promise<E.Either<AppendError, Appended>> =>
    new Promise((answer) => {
      commits.add({
        stream,
        expected,
        events,
        data: events.map(({ data }) => JSON.stringify(data)),
        metadata: events.map(({ metadata }) => JSON.stringify(metadata)),
        bytes: 0,
        answer,
      })
    })
  const close = async () => {
    await commits.close(1000)
    await writer.close()
  }
  return { append, sent, close }
}

const standing = (answer: E.Either<AppendError, Appended>): unknown =>
  E.isRight(answer)
    ? { revision: answer.right.revision, repeated: answer.right.repeated ?? false }
    : answer.left

describe('going on from where a process left its streams', () => {
  let log: OpenedPostgres
  beforeAll(async () => {
    log = await openPostgres()
  })
  afterAll(() => log.close())

  it('LOG-39: the database is asked to decide until two commits followed on one another, and no more', async () => {
    const { append, sent, close } = committing(log)
    for (const expected of ['no-stream', revision(0), revision(1), 'any'] as const)
      expect(E.isRight(await append('alone', expected, someEvents(1)))).toBe(true)
    expect(sent).toEqual(['append', 'append', 'append-after', 'append-after'])
    expect(await right(log.store.readStream('alone'))).toHaveLength(4)
    await close()
  })

  it('LOG-39: where another wrote meanwhile nothing is written on top of it', async () => {
    const { append, sent, close } = committing(log)
    for (const n of [-1, 0, 1]) await append('shared', n < 0 ? 'no-stream' : revision(n), someEvents(1))
    await right(log.store.append('shared', revision(2), someEvents(2)))
    sent.length = 0
    const wrong = { _tag: 'WrongRevision', stream: 'shared', expected: 2, actual: 4 }
    expect(standing(await append('shared', revision(2), someEvents(1)))).toEqual(wrong)
    expect(sent).toEqual(['append-after', 'append'])
    expect(standing(await append('shared', 'any', someEvents(1)))).toMatchObject({ revision: 5 })
    await close()
  })

  it('LOG-39: a stream that another deleted is deleted', async () => {
    const { append, close } = committing(log)
    for (const n of [-1, 0, 1]) await append('gone', n < 0 ? 'no-stream' : revision(n), someEvents(1))
    await right(log.store.deleteStream('gone', 'any'))
    expect(standing(await append('gone', revision(2), someEvents(1)))).toMatchObject({
      _tag: 'StreamDeleted',
    })
    await close()
  })

  it('LOG-39, LOG-3: what is known is known', async () => {
    const { append, sent, close } = committing(log)
    const known = someEvents(2)
    for (const events of [known, someEvents(1), someEvents(1)]) await append('known', 'any', events)
    sent.length = 0
    expect(standing(await append('known', 'any', known))).toEqual({ revision: 1, repeated: true })
    expect(sent).toEqual(['append-after', 'append'])
    await close()
  })

  it('LOG-39: many processes on few streams answer as one memory does', async () => {
    const step = fc.record({
      process: fc.nat({ max: 1 }),
      // Runs of one process are where remembering is gone by.
      times: fc.integer({ min: 1, max: 5 }),
      stream: fc.nat({ max: 2 }),
      expected: fc.constantFrom('right', 'right', 'right', 'any', 'wrong', 'no-stream', 'repeated', 'delete'),
      events: fc.integer({ min: 1, max: 3 }),
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const memory = memoryEventStore()
        const stores = [await log.another(), await log.another()]
        const last = new Map<string, ReadonlyArray<NewEvent>>()
        const prefix = `run-${run++}-`
        const wanted: Array<unknown> = []
        const got: Array<unknown> = []
        const both = async (
          ask: (store: EventStore) => Promise<unknown>,
          store: EventStore,
        ): Promise<void> => {
          wanted.push(await ask(memory))
          got.push(await ask(store))
        }
        for (const { process, times, stream: n, expected: kind, events: count } of steps) {
          const stream = `${prefix}${n}`
          const store = stores[process] ?? log.store
          if (kind === 'delete') {
            await both((either) => either.deleteStream(stream, 'any')(), store)
            continue
          }
          for (let time = 0; time < times; time++) {
            const before = await memory.readStream(stream, { direction: 'backwards', limit: 1 })()
            const end = E.isRight(before) ? (before.right[0]?.revision ?? -1) : -1
            const at = kind === 'wrong' ? end + 1 : end
            const expected: ExpectedRevision =
              kind === 'any' || kind === 'no-stream' ? kind : at < 0 ? 'no-stream' : revision(at)
            const events = (kind === 'repeated' ? last.get(stream) : undefined) ?? someEvents(count)
            last.set(stream, events)
            await both(async (either) => standing(await either.append(stream, expected, events)()), store)
          }
        }
        const kept = (event: RecordedEvent) => ({ id: event.id, revision: event.revision, data: event.data })
        for (const n of [0, 1, 2])
          await both(
            async (either) =>
              E.map((events: ReadonlyArray<RecordedEvent>) => events.map(kept))(
                await either.readStream(`${prefix}${n}`)(),
              ),
            log.store,
          )
        expect(got).toEqual(wanted)
        await memory.close()
        await Promise.all(stores.map((store) => store.close()))
      }),
      { numRuns: 40 },
    )
    const all = await right(log.store.readAll())
    expect(all.map((event) => event.position)).toEqual(all.map((_, n) => n + 1))
  })
})

describe('two groups under way', () => {
  let log: OpenedPostgres
  beforeAll(async () => {
    log = await openPostgres()
  })
  afterAll(() => log.close())

  const names = (prefix: string): ReadonlyArray<string> =>
    Array.from({ length: 100 }, (_, n) => `${prefix}-${n}`)

  /** Has each of the streams written to, by two commits, and so remembered. */
  const begun = async (prefix: string, append: ReturnType<typeof committing>['append']): Promise<void> => {
    await append(`${prefix}-before`, 'any', someEvents(1))
    await Promise.all(names(prefix).map((stream) => append(stream, 'no-stream', someEvents(1))))
  }

  it('LOG-40: where enough waits the next is sent before the one ahead is answered, and each is written once', async () => {
    const own = writerTo(settingsOf(log).client)
    let unanswered = 0
    let most = 0
    const { append, sent, close } = committing(log, {
      ...own,
      send: async (statement) => {
        most = Math.max(most, ++unanswered)
        const answer = await own.send(statement)
        unanswered--
        return answer
      },
    })
    await begun('behind', append)
    sent.length = 0
    const batches = names('behind').map(() => someEvents(2))
    const answers = await Promise.all(
      names('behind').map((stream, n) => append(stream, revision(0), batches[n] ?? [])),
    )
    expect(sent).toEqual(['append-after', 'append-after'])
    expect(most).toBe(2)
    expect(answers.map(standing)).toEqual(answers.map(() => ({ revision: 2, repeated: false })))
    const positions = answers.map((answer) => (E.isRight(answer) ? answer.right.position : 0))
    for (const [n, stream] of names('behind').entries()) {
      const events = await right(log.store.readStream(stream))
      expect(idsOf(events).slice(1)).toEqual(idsOf(batches[n] ?? []))
      expect(events.at(-1)?.position).toBe(positions[n])
    }
    await close()
  })

  it('LOG-40: where the one ahead is not written the one behind is not either, and both are decided in order', async () => {
    const { append, sent, close } = committing(log)
    await begun('overtaken', append)
    await right(log.store.append('overtaken-7', revision(0), someEvents(1)))
    sent.length = 0
    const answers = await Promise.all(
      names('overtaken').map((stream) => append(stream, revision(0), someEvents(1))),
    )
    expect(sent).toEqual(['append-after', 'append-after', 'append', 'append'])
    expect(answers.filter(E.isLeft).map(standing)).toEqual([
      { _tag: 'WrongRevision', stream: 'overtaken-7', expected: 0, actual: 1 },
    ])
    const positions = answers.filter(E.isRight).map(({ right: { position } }) => position)
    expect(positions).toEqual(positions.toSorted((a, b) => a - b))
    await close()
  })

  it('LOG-33, LOG-40: cut off while both are under way, with their answers or before: all is written, and once', async () => {
    for (const lost of ['answers', 'questions'] as const) {
      const proxy = await proxyTo(log.connectionString)
      const { append, sent, close } = committing(
        log,
        writerTo(settingsOf({ connectionString: proxy.connectionString }).client),
      )
      await begun(lost, append)
      sent.length = 0
      const swallowed = proxy.swallow(lost)
      const batches = names(lost).map(() => someEvents(1))
      const answering = Promise.all(names(lost).map((stream, n) => append(stream, 'any', batches[n] ?? [])))
      await swallowed
      proxy.cut()
      for (const answer of await answering) expect(standing(answer)).toMatchObject({ revision: 1 })
      expect(sent.slice(0, 2)).toEqual(['append-after', 'append-after'])
      for (const [n, stream] of names(lost).entries())
        expect(idsOf(await right(log.store.readStream(stream))).slice(1)).toEqual(idsOf(batches[n] ?? []))
      await close()
      await proxy.close()
    }
  })

  it('LOG-30, LOG-40: what the database refuses in the one ahead takes neither its group nor the one behind along', async () => {
    const { append, close } = committing(log)
    await begun('poisoned', append)
    const client = await log.client()
    await client.query("alter table parley_log.events add constraint poison check (type <> 'Poison')")
    const answers = await Promise.all(
      names('poisoned').map((stream, n) => append(stream, 'any', someEvents(1, n === 3 ? 'Poison' : 'Fine'))),
    )
    await client.query('alter table parley_log.events drop constraint poison')
    expect(answers.flatMap((answer, n) => (E.isLeft(answer) ? [[n, answer.left._tag]] : []))).toEqual([
      [3, 'Corrupt'],
    ])
    await close()
  })

  it('LOG-33, LOG-40: closed while neither is answered, both are in doubt', async () => {
    const proxy = await proxyTo(log.connectionString)
    const store = await log.another({ connectionString: proxy.connectionString, closePatience: 10 })
    await right(store.append('doubt-before', 'any', someEvents(1)))
    await Promise.all(names('doubt').map((stream) => right(store.append(stream, 'no-stream', someEvents(1)))))
    const swallowed = proxy.swallow('answers')
    const answers = Promise.all(
      names('doubt').map((stream) => left(store.append(stream, 'any', someEvents(1)))),
    )
    await swallowed
    await store.close()
    expect(new Set((await answers).map(({ _tag }) => _tag))).toEqual(new Set(['InDoubt']))
    await proxy.close()
  })
})
