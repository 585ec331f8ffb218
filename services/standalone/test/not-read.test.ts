import { channelStream } from '@parley/domain'
import { text } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, onTestFinished, test } from 'vitest'
import { create, online } from './support/activity.ts'
import { personAt, seen } from './support/engine.ts'
import { logUrl, tenantId } from './support/log.ts'
import { run, watched } from './support/watched.ts'

// The log has to be where it can be damaged by hand.
test.skipIf(logUrl !== undefined)(
  'LIVE-46, ENGINE-31: a channel whose end can not be read keeps nobody from the others, nor from what is said in it',
  async () => {
    const { connectionString, engine, ask, lines, untilTold, url } = await watched()
    const ada = personAt(url, 'ada')
    onTestFinished(ada.close)
    const [damaged, whole] = [await create(ada, ['bo']), await create(ada, ['bo'])]
    for (const channelId of [damaged, whole])
      expect(E.isRight(await ada.send({ channelId, body: text('before') }))).toBe(true)
    await expect.poll(() => engine.health().parts['projector']).toMatchObject({ caughtUp: true })
    // No position: a stream with it can't be read, and nobody who reads all of them comes by it.
    const lastOf = `select max(position) from parley_log.events e join parley_log.streams s on s.id = e.stream
      where s.name = '${channelStream(tenantId, damaged)}'`
    await run(connectionString, `update parley_log.events set position = -1 where position = (${lastOf})`)

    // Nobody has watched here before: where both end is to be read.
    ada.close()
    const bo = personAt(url, 'bo')
    onTestFinished(bo.close)
    await online(bo)
    for (const channelId of [damaged, whole]) {
      await bo.open(channelId)
      await seen(bo, ({ timelines }) => timelines.get(channelId)?.messages.at(-1)?.body?.text === 'before')
      const after = await bo.send({ channelId, body: text('after') })
      expect(E.isRight(after)).toBe(true)
      await seen(bo, ({ timelines }) => timelines.get(channelId)?.messages.at(-1)?.body?.text === 'after')
    }
    await untilTold(/^There are channels that the log does not let be read.*See to the log/)
    const ready = await ask('/ready')
    expect(ready).toMatchObject({ status: 200 })
    expect(ready.body).toContain('"streams-not-read"')
    expect(lines.filter((line) => line.startsWith('There are channels that'))).toHaveLength(1)
  },
)
