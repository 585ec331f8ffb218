import { testDatabase } from '@parley/embedded-postgres/testing'
import { expect, onTestFinished, test } from 'vitest'
import { readModels } from './support/command.ts'
import { killBuilds } from './support/kills.ts'
import { writeLog } from './support/log.ts'

test('GEN-11: a build that is killed goes on where it was, and counts every event once', async () => {
  const database = await testDatabase()
  onTestFinished(database.drop)
  const { kills, wentOn, differences, ended } = await killBuilds(database, { messages: 6_000, kills: 3 })
  expect(kills).toBeGreaterThan(0)
  expect(differences).toEqual([])
  expect(wentOn.filter(({ told, from }) => from < told)).toEqual([])
  expect(ended).toBe(0)
})

test('GEN-10, GEN-14: a build that is paused ends, is listed so, and is not dropped without a word', async () => {
  const database = await testDatabase()
  onTestFinished(database.drop)
  const { connectionString: url } = database
  await writeLog({ databaseUrl: url, eventStoreUrl: undefined }, 200)
  const building = readModels(url, 'build', '--follow', '--json')
  while (!building.lines.some((line) => line.startsWith('{"built"'))) await building.next()
  const schema = /"schema":"(\w+)"/.exec(building.lines.join(''))?.[1] ?? ''
  const listed = readModels(url, 'list')
  expect(await listed.ended).toBe(0)
  expect(listed.lines.join('\n')).toMatch(new RegExp(`${schema} +this +followed +in use +204 +.* at work`))
  const copying = readModels(url, 'build', '--follow', '--json')
  while (!copying.lines.some((line) => line.startsWith('{"built"'))) await copying.next()
  expect(await readModels(url, 'pause', `${schema}_2`).ended).toBe(0)
  expect(await copying.ended).toBe(0)
  expect(JSON.parse(copying.lines.at(-1) ?? '')).toMatchObject({ schema: `${schema}_2`, ended: 'paused' })
  const unsure = readModels(url, 'drop', `${schema}_2`, '--json')
  expect(await unsure.ended).toBe(1)
  expect(unsure.lines.join('')).toContain('--yes')
  building.child.kill('SIGINT')
  expect(await building.ended).toBe(0)
})
