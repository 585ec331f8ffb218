import { proxyTo } from '@parley/embedded-postgres/testing'
import { idsOf, left, revision, right, someEvents } from '@parley/event-store/contract'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settingsOf } from '../src/options.ts'
import { writerTo } from '../src/writer.ts'
import type { Writer } from '../src/writer.ts'
import { committing, outcome } from './committing.ts'
import { openPostgres } from './opened.ts'
import type { OpenedPostgres } from './opened.ts'
import { terminate } from './raw-writer.ts'

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

  /** A log's writer; once it is to hold, no answer comes before a second statement was sent. */
  const holdingBack = () => {
    const own = writerTo(settingsOf(log).client)
    let holding = false
    let statements = 0
    let second = (): void => {}
    const both = new Promise<void>((resolve) => {
      second = resolve
    })
    const writer: Writer = {
      ...own,
      send: async (statement) => {
        if (!holding) return own.send(statement)
        statements += 1
        if (statements === 2) second()
        const answer = await own.send(statement)
        await both
        return answer
      },
    }
    const hold = (): void => {
      holding = true
    }
    return { writer, hold }
  }

  it('LOG-40: where enough waits the next is sent before the one ahead is answered, and each is written once', async () => {
    const { writer, hold } = holdingBack()
    const { append, sent, close } = committing(log, writer)
    await begun('behind', append)
    sent.length = 0
    hold()
    const batches = names('behind').map(() => someEvents(2))
    const answers = await Promise.all(
      names('behind').map((stream, n) => append(stream, revision(0), batches[n] ?? [])),
    )
    expect(sent).toEqual(['append-after', 'append-after'])
    expect(answers.map(outcome)).toEqual(answers.map(() => ({ revision: 2, repeated: false })))
    const positions = answers.map((answer) => (E.isRight(answer) ? answer.right.position : 0))
    for (const [n, stream] of names('behind').entries()) {
      const events = await right(log.store.readStream(stream))
      expect(idsOf(events).slice(1)).toEqual(idsOf(batches[n] ?? []))
      expect(events.at(-1)?.position).toBe(positions[n])
    }
    await close()
  })

  it('LOG-40: where the one ahead is not written the one behind is not either, and both are decided in order', async () => {
    const { writer, hold } = holdingBack()
    const { append, sent, close } = committing(log, writer)
    await begun('overtaken', append)
    await right(log.store.append('overtaken-7', revision(0), someEvents(1)))
    sent.length = 0
    hold()
    const answers = await Promise.all(
      names('overtaken').map((stream) => append(stream, revision(0), someEvents(1))),
    )
    expect(sent).toEqual(['append-after', 'append-after', 'append', 'append'])
    expect(answers.filter(E.isLeft).map(outcome)).toEqual([
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
      for (const answer of await answering) expect(outcome(answer)).toMatchObject({ revision: 1 })
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

  it('LOG-30, LOG-40: what comes while a refused group is settled one by one does not overtake it', async () => {
    const own = writerTo(settingsOf(log).client)
    let sending = (): void => {}
    const { append, sent, close } = committing(log, {
      ...own,
      send: (statement) => {
        sending()
        return own.send(statement)
      },
    })
    await begun('settled', append)
    const client = await log.client()
    await client.query("alter table parley_log.events add constraint poison check (type <> 'Poison')")
    sent.length = 0
    let later: ReadonlyArray<ReturnType<typeof append>> = []
    // In vain together, refused together, and then one by one: as the third of them goes.
    sending = () => {
      if (sent.length === 5) later = names('settled').map(() => append('settled-1', 'any', someEvents(1)))
    }
    const group = await Promise.all([
      append('settled-1', 'any', someEvents(1)),
      append('settled-2', 'any', someEvents(1)),
      append('settled-3', 'any', someEvents(1, 'Poison')),
      append('settled-1', revision(1), someEvents(1)),
    ])
    expect(group.map((answer) => E.isRight(answer))).toEqual([true, true, false, true])
    expect(later).toHaveLength(100)
    expect((await Promise.all(later)).map(outcome)).toEqual(
      later.map((_, n) => ({ revision: 3 + n, repeated: false })),
    )
    await client.query('alter table parley_log.events drop constraint poison')
    await close()
  })

  it('LOG-33: what has to wait for one in doubt and was not sent is Unavailable as soon as there is no connection', async () => {
    const proxy = await proxyTo(log.connectionString)
    const store = await log.another({ connectionString: proxy.connectionString })
    for (let n = 0; n < 3; n++) await right(store.append('ahead', 'any', someEvents(1)))
    const swallowed = proxy.swallow('answers')
    const doubtful = right(store.append('ahead', 'any', someEvents(1)))
    await swallowed
    const waiting = Promise.all(
      names('behind-doubt').map((stream) => left(store.append(stream, 'no-stream', someEvents(1)))),
    )
    proxy.refuse(true)
    proxy.cut()
    expect(new Set((await waiting).map(({ _tag }) => _tag))).toEqual(new Set(['Unavailable']))
    proxy.refuse(false)
    expect((await doubtful).revision).toBe(3)
    await store.close()
    await proxy.close()
  })

  it('LOG-40: two groups that find no connection share the next one, and leave none behind', async () => {
    const own = writerTo({ ...settingsOf(log).client, application_name: 'of-this-test' })
    const { append, close } = committing(log, own)
    await begun('again', append)
    const watch = await log.client()
    const connections = async () =>
      (await watch.query("select pid from pg_stat_activity where application_name = 'of-this-test'")).rowCount
    await terminate(watch, "application_name = 'of-this-test'")
    while ((await connections()) !== 0);
    const answers = await Promise.all(names('again').map((stream) => append(stream, 'any', someEvents(1))))
    expect(answers.every(E.isRight)).toBe(true)
    expect(await connections()).toBe(1)
    await close()
    while ((await connections()) !== 0);
  })

  it('LOG-34, LOG-40: where there is no connection both are Unavailable after one try each', async () => {
    const own = writerTo(settingsOf(log).client)
    let there = true
    const { append, sent, close } = committing(log, {
      ...own,
      send: async (statement) =>
        there ? own.send(statement) : { _tag: 'unsent', error: new Error('no connection') },
    })
    await begun('nowhere', append)
    there = false
    sent.length = 0
    const answers = await Promise.all(names('nowhere').map((stream) => append(stream, 'any', someEvents(1))))
    const cause: unknown = expect.stringContaining('no connection')
    expect(answers.map(outcome)).toEqual(answers.map(() => ({ _tag: 'Unavailable', cause })))
    expect(sent).toHaveLength(2)
    there = true
    expect(outcome(await append('nowhere-0', 'any', someEvents(1)))).toMatchObject({ revision: 1 })
    await close()
  })

  it('LOG-33, LOG-40: closed while neither is answered, both are in doubt', async () => {
    const proxy = await proxyTo(log.connectionString)
    const store = await log.another({ connectionString: proxy.connectionString, closeWithin: 10 })
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
