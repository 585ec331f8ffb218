import { expect, test } from 'vitest'
import { checkRules } from '../src/rules.ts'
import { folderWith, manifest } from './fixture.ts'

const said = (spec: string, tests: string): string =>
  checkRules(
    folderWith({
      'docs/spec/tea.md': spec,
      'packages/tea/package.json': manifest('@parley/tea'),
      'packages/tea/test/tea.test.ts': tests,
    }),
  ).output

const spec = '# Tea\n- **TEA-1** It is hot.\n- **TEA-ES-2** Not more than two minutes.\n'

test.each([
  ["test('TEA-1: hot', () => {})\ntest('TEA-ES-2: brief', () => {})", ''],
  ["describe('TEA-1, TEA-ES-2: both', () => {})", ''],
  ["test.each([{ title: 'TEA-1 TEA-ES-2: both' }])('$title', () => {})", ''],
  ['it(`TEA-1: ${1}`, () => {})\nit.each([1])(`TEA-ES-2: %s`, () => {})', ''],
  ["test('TEA-1: hot', () => {})", 'docs/spec/tea.md: no test names TEA-ES-2'],
  ["// TEA-ES-2: brief\ntest('TEA-1: as TEA-ES-2 is', () => {})", 'docs/spec/tea.md: no test names TEA-ES-2'],
  ["test('TEA-1, TEA-ES-2, TEA-3: all', () => {})", 'packages/tea/test/tea.test.ts: TEA-3 is no rule'],
])('%j', (tests, output) => {
  expect(said(spec, tests)).toBe(output)
})

test('a rule that stands twice, in a file or in two, is named', () => {
  expect(said(`${spec}- **TEA-1** It is cold.\n`, "test('TEA-1, TEA-ES-2: both', () => {})")).toBe(
    'docs/spec/tea.md: TEA-1 stands twice',
  )
})

test('a case that is data names rules as a title does', () => {
  const cases = (rules: ReadonlyArray<string>) =>
    checkRules(
      folderWith({
        'docs/spec/tea.md': spec,
        'packages/tea/package.json': manifest('@parley/tea'),
        'packages/tea/test/tea.test.ts': "test('TEA-1: hot', () => {})",
        'packages/tea/conformance/brief.json': JSON.stringify({ rules }),
      }),
    ).output
  expect(cases(['TEA-ES-2'])).toBe('')
  expect(cases([])).toBe('docs/spec/tea.md: no test names TEA-ES-2')
  expect(cases(['TEA-ES-2', 'TEA-3'])).toBe('packages/tea/conformance/brief.json: TEA-3 is no rule')
})

test('a folder without rules is a check that looks in the wrong place', () => {
  expect(said('# Tea\n| TEA-1 | It is hot. |\n', '')).toMatch('No rules')
})
