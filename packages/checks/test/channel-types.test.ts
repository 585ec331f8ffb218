import { expect, test } from 'vitest'
import { checkChannelTypes } from '../src/channel-types.ts'
import { folderWith, manifest } from './fixture.ts'

const table = 'packages/domain/src/permissions/tables.ts'
const rows = "const allTypes = { tea: { joining: 'free' }, 'two': {} } as const satisfies object\n"

const said = (files: Readonly<Record<string, string>>): string =>
  checkChannelTypes(
    folderWith({ 'packages/domain/package.json': manifest('@parley/domain'), [table]: rows, ...files }),
  ).output

const of = (source: string): ReadonlyArray<string> =>
  said({ 'packages/domain/src/pour.ts': source })
    .split('\n')
    .filter((line) => line !== '')

test.each([
  "if (channel.channelType === 'tea') pour()",
  "if (channels.get(id)?.channel.channelType === 'tea') pour()",
  "const isTwo = 'two' !== channelType",
  "switch (row.channel_type) { case 'tea': pour() }",
  "create({ channelType: 'tea' })",
  "create({ channelType: hot ? 'tea' : other })",
  "create({ channelType: ('tea' satisfies string) as never })",
  "const channelType = 'tea'",
  "const pour = (channelType = 'tea') => channelType",
  "channelType = 'tea'",
  "interface Pot { readonly channelType: 'tea' | null }",
  "const codec = { channelType: t.literal('tea') }",
  "const where = sql`c.channel_type = 'tea' and not ${archived}`",
  `const frame = '{"channelType":"tea"}'`,
])('PERM-10: a type of channel that is named outside of the table: %s', (source) => {
  expect(of(source)).toEqual([
    expect.stringMatching(/^packages\/domain\/src\/pour.ts:1 names '(tea|two)': ask packages\/domain/),
  ])
})

test.each([
  "const codec = t.union([t.literal('tea'), t.literal('two')])",
  "const all = ['tea', 'two', 'coffee']",
  "fc.constantFrom('tea', 'two')",
  "type Kind = 'tea' | 'two'",
  "const icons = { tea: 'leaf', two: 'people' }",
])('PERM-10: and several of them side by side: %s', (source) => {
  expect(of(source).length).toBe(2)
})

test.each([
  "if (query.type === 'two') pour()",
  "const view = hot ? 'tea' : 'water'",
  'if (channel.channelType === everyones) pour()',
  "switch (answer.type) { case 'two': pour() }",
  "const where = sql`kind = 'tea'`",
  "const drinks = ['tea', 'coffee']",
  'const icons = { tea: 1, coffee: 2 }',
])('PERM-10: the same word in another place is none: %s', (source) => {
  expect(of(source)).toEqual([])
})

test('PERM-10: tests, what is for tests, and what is written from codecs may name them', () => {
  const source = "create({ channelType: 'tea' })"
  expect(
    said({
      'packages/domain/test/pour.test.ts': source,
      'packages/domain/src/testing/pour.ts': source,
      'packages/domain/src/pour.written.ts': source,
    }),
  ).toBe('')
})

test('PERM-10: a table that is not there, or names nothing, is a check that looks in the wrong place', () => {
  expect(said({ [table]: 'export {}' })).toMatch('names no type')
  expect(checkChannelTypes(folderWith({})).output).toMatch('There is no')
})
