import { inboxStream } from '@parley/domain'
import { acme, ada, bob } from '@parley/domain/testing'
import { memoryLog } from '@parley/event-store'
import { describe, expect, test } from 'vitest'
import { create, join, markRead, send } from './support/commands.ts'
import { empty, fresh } from '../src/testing/log-rows.ts'
import { accepted, failed, serviceOn } from './support/service.ts'

const cursors = (log: ReturnType<typeof memoryLog>) =>
  (log.streams.get(inboxStream(acme, bob))?.events ?? []).map((event) => event.data['segment'])

describe('marking read', () => {
  test('CMD-13 rests on the channel as the log has it, and is written to the inbox alone', async () => {
    const log = memoryLog()
    const [one, other] = [serviceOn(log, fresh), serviceOn(log, empty)]
    await accepted(one.execute(create())())
    expect(await failed(one.execute(markRead(bob, 1))())).toMatchObject({ rejection: { _tag: 'NotAMember' } })
    await accepted(other.execute(join(bob))())
    expect(await failed(one.execute(markRead(bob, 1))())).toMatchObject({
      rejection: { _tag: 'SegmentNotReached', lastSegment: 0 },
    })
    await accepted(other.execute(send(ada, 'a'))())
    expect(await accepted(one.execute(markRead(bob, 1))())).toEqual({
      revision: 0,
      position: 6,
      events: 1,
      result: {},
    })
    expect(cursors(log)).toEqual([1])
  })

  test('CMD-6 CMD-7 again, or of less: nothing to do; of nothing in an inbox that is not there: position 0', async () => {
    const log = memoryLog()
    const service = serviceOn(log)
    await accepted(service.execute(create([bob]))())
    expect(await accepted(service.execute(markRead(bob, 0))())).toEqual({
      revision: 0,
      position: 0,
      events: 0,
      result: {},
    })
    await Promise.all(['a', 'b'].map((name) => accepted(service.execute(send(ada, name))())))
    await accepted(service.execute(markRead(bob, 2))())
    for (const lag of [fresh, empty]) {
      const restarted = serviceOn(log, lag)
      for (const segment of [2, 1])
        expect(await accepted(restarted.execute(markRead(bob, segment))())).toMatchObject({
          revision: 0,
          position: 7,
          events: 0,
        })
    }
    expect(cursors(log)).toEqual([2])
  })

  test('CMD-13 many at once from several processes: the cursor only goes forwards', async () => {
    const log = memoryLog()
    const services = [serviceOn(log, fresh), serviceOn(log, empty), serviceOn(log, (last) => last - 1)]
    await accepted(serviceOn(log).execute(create([bob]))())
    const sender = serviceOn(log)
    await Promise.all(Array.from({ length: 30 }, (_, n) => accepted(sender.execute(send(ada, `m${n}`))())))
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        accepted((services[n % 3] ?? sender).execute(markRead(bob, ((n * 7) % 30) + 1))()),
      ),
    )
    const written = cursors(log).map(Number)
    expect(written).toEqual([...new Set(written)].toSorted((a, b) => a - b))
    expect(written.at(-1)).toBe(30)
  })
})
