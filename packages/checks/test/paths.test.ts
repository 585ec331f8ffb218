import { expect, test } from 'vitest'
import { checkPaths } from '../src/paths.ts'
import { folderWith } from './fixture.ts'

const said = (files: Readonly<Record<string, string>>): string =>
  checkPaths(folderWith({ 'packages/tea/src/pour.ts': '', 'services/cafe/package.json': '', ...files }))
    .output

test.each([
  ['See `packages/tea/src/pour.ts`, `packages/tea/`, `services/cafe` and `docs/adr/`.', ''],
  ['See `packages/tea/src/por.ts`.', 'docs/adr/1.md:1 names packages/tea/src/por.ts, which is not there'],
  ['Hot.\n\nSee `services/tea/src`.', 'docs/adr/1.md:3 names services/tea/src, which is not there'],
  ['`application/json`, `/ws`, `esdb://…`, `services/...`, `pnpm exec node services/x.ts` are none.', ''],
])('%j', (text, output) => {
  expect(said({ 'docs/adr/1.md': text })).toBe(output)
})

test('the walk through the architecture names what lies below packages', () => {
  expect(
    said({
      'docs/architecture.md': '`tea/src/pour.ts` and `tea/src/`, not `pour/src/tea.ts` or `src/pour.ts`.',
    }),
  ).toBe(
    [
      'docs/architecture.md:1 names pour/src/tea.ts, which is not there',
      'docs/architecture.md:1 names src/pour.ts, which is not there',
    ].join('\n'),
  )
})

test('the changelog tells of what was', () => {
  expect(said({ 'CHANGELOG.md': '`packages/tea/src/brew.ts` is gone.' })).toBe('')
})
