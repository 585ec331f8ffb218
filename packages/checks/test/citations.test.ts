import { expect, test } from 'vitest'
import { checkCitations } from '../src/citations.ts'
import { folderWith, manifest } from './fixture.ts'

const said = (files: Readonly<Record<string, string>>): string =>
  checkCitations(
    folderWith({
      'docs/spec/tea.md':
        '# Tea\n- **TEA-1** It is hot.\n- **TEA-ES-2** Not more than two minutes (TEA-1).\n',
      'packages/tea/package.json': manifest('@parley/tea'),
      ...files,
    }),
  ).output

test.each([
  ['// TEA-1 and TEA-ES-2 are rules, UTF-8 and SHA-256 are standards, FNV-1a is neither', ''],
  ['/** TEA-1 to TEA-3: pours. */', 'packages/tea/src/pour.ts:1 cites TEA-3, which is no rule'],
  [
    'const pour = 1\n/**\n * Pours.\n * See TAE-1.\n */',
    'packages/tea/src/pour.ts:4 cites TAE-1, which is no rule',
  ],
  ['pour() // TEA-ES-1', 'packages/tea/src/pour.ts:1 cites TEA-ES-1, which is no rule'],
  ["const model = 'TEAPOT-9'", ''],
])('the comments of a source: %j', (source, output) => {
  expect(said({ 'packages/tea/src/pour.ts': source })).toBe(output)
})

test('tests, pages and style sheets are looked at as well', () => {
  expect(
    said({
      'packages/tea/test/pour.test.ts': '// TEA-4',
      'README.md': 'Hot (TEA-1).\n\nSweet (TEA-5).',
      'docs/adr/1.md': 'TEA-6',
      'docs/spec/cups.md': '- **CUP-1** It is full (TEA-7).',
      'services/web/package.json': manifest('@parley/web'),
      'services/web/src/page/cup.css': '/* TEA-8 */',
    }).split('\n'),
  ).toEqual([
    'README.md:3 cites TEA-5, which is no rule',
    'docs/adr/1.md:1 cites TEA-6, which is no rule',
    'docs/spec/cups.md:1 cites TEA-7, which is no rule',
    'services/web/src/page/cup.css:1 cites TEA-8, which is no rule',
    'packages/tea/test/pour.test.ts:1 cites TEA-4, which is no rule',
  ])
})
