import { text } from '@parley/domain/testing'
import { schemaOf } from '@parley/wiring'
import { expect, onTestFinished, test } from 'vitest'
import { create, online } from './support/activity.ts'
import { engineOn, personAt, seen } from './support/engine.ts'
import { logUrl } from './support/log.ts'
import { rawAt } from './support/raw.ts'
import { run, watched } from './support/watched.ts'

/** Has the log in Postgres end where it did before the last event, and its followers look where that is. */
const setBackByOne: ReadonlyArray<string> = [
  `update parley_log.streams set revision = revision - 1
    where id = (select stream from parley_log.events order by position desc limit 1)`,
  'delete from parley_log.events where position = (select max(position) from parley_log.events)',
  'update parley_log.head set position = (select max(position) from parley_log.events)',
  "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley-log' and datname = current_database()",
]

// The log has to be where it can be set back by hand.
test.skipIf(logUrl !== undefined)(
  'ENGINE-29: where the log is set back while it runs, everybody is let go and nobody let in, and another start serves them again',
  async () => {
    const { connectionString, engine, lines, ask, url, untilWrong, untilTold } = await watched()
    const ada = personAt(url, 'ada')
    onTestFinished(ada.close)
    const channelId = await create(ada, ['bo'])
    await ada.open(channelId)
    for (const words of ['kept', 'lost']) await ada.send({ channelId, body: text(words) })
    const raw = await rawAt(url)

    await run(connectionString, ...setBackByOne)
    expect(await raw.closed).toBe(1001)
    await untilTold(/^The log has not what it had.*start Parley again/)
    expect(await untilWrong('log-set-back')).not.toMatch(/position|cause/)
    expect(await ask('/health')).toMatchObject({ status: 503 })
    await expect(rawAt(url)).rejects.toThrow('503')
    await seen(ada, ({ status }) => status === 'connecting')
    expect(lines.filter((line) => line.startsWith('The log has not what it had'))).toHaveLength(1)
    await engine.close()

    // Its read models have the event that the log has not, and are made anew, as the next start says.
    await run(connectionString, `drop schema ${schemaOf(engine.stores)} cascade`)
    const again = await engineOn(connectionString)
    onTestFinished(again.close)
    const bo = personAt(again.url, 'bo')
    onTestFinished(bo.close)
    await online(bo)
    await seen(bo, ({ conversations }) => conversations.has(channelId))
    await bo.open(channelId)
    expect(
      bo
        .state()
        .timelines.get(channelId)
        ?.messages.map(({ body }) => body?.text),
    ).toEqual(['kept'])
  },
)
