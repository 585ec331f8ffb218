import { testDatabase } from '@parley/embedded-postgres/testing'
import { otherGroups } from '@parley/read-models'
import { generationOn, schemaOf } from '@parley/wiring'
import { expect, onTestFinished, test } from 'vitest'
import { readModels } from './support/command.ts'
import { writeLog } from './support/log.ts'

test('GEN-70: commands are about the group that is named, or that of the schema, and list names all', async () => {
  const database = await testDatabase()
  onTestFinished(database.drop)
  const { connectionString: url } = database
  const stores = { databaseUrl: url, eventStoreUrl: undefined }
  await writeLog(stores, 9)
  const answer = async (...words: ReadonlyArray<string>): Promise<unknown> => {
    const running = readModels(url, ...words, '--json')
    await running.ended
    return JSON.parse(running.lines.at(-1) ?? 'null')
  }
  const core = schemaOf(stores)
  const { schema } = generationOn(stores, otherGroups[0])
  expect(schema).toMatch(/^parley_search_/)
  expect(await answer('build')).toMatchObject({ schema: core, ended: 'built' })
  expect(await answer('build', '--group', 'search')).toMatchObject({ schema, ended: 'built', events: 13 })
  expect(await answer('build', '--group', 'search')).toMatchObject({ schema: `${schema}_2`, ended: 'built' })
  expect(await answer('list')).toMatchObject([
    { schema: core, group: 'core', own: true, inUseBy: [core] },
    { schema, group: 'search', own: true, inUseBy: [schema], state: 'followed' },
    { schema: `${schema}_2`, group: 'search', own: true, inUseBy: [] },
  ])
  expect(await answer('status', '--group', 'search')).toMatchObject({ group: 'search', inUse: schema })
  expect(await answer('status')).toMatchObject({
    group: 'core',
    inUse: core,
    position: 13,
    others: [{ group: 'search', inUse: schema, position: 13 }],
  })
  expect(await answer('diff', schema, `${schema}_2`)).toMatchObject({ differences: 0 })
  expect(await answer('audit', schema)).toMatchObject({ schema, differences: [] })
  expect(await answer('audit', '--group', 'search', '--sample', '5')).toMatchObject({ schema, streams: 1 })
  expect(await answer('drop', schema, '--yes')).toMatchObject({ error: expect.stringContaining('in use') })
  expect(await answer('pause', `${schema}_2`)).toBeNull()
  await answer('drop', `${schema}_2`, '--yes')
  expect(await answer('list')).toHaveLength(2)
  const wrong = readModels(url, 'status', '--group', 'other')
  expect(await wrong.ended).not.toBe(0)
})
