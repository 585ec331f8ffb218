import { expect, test } from 'vitest'
import { checkInventory } from '../src/inventory.ts'
import { folderWith } from './fixture.ts'

const spec = '# Tea\n- **TEA-1** It is hot.\n- **TEA-2** It is sweet.\n'
const vocabulary =
  '# Words\n| cup | full |\n|---|---|\n## Still to come\n| what | in |\n|---|---|\n| milk | A |\n'

const said = (...lines: ReadonlyArray<string>): string =>
  checkInventory(
    folderWith({
      'docs/spec/tea.md': spec,
      'docs/spec/vocabulary.md': vocabulary,
      'docs/spec/inventory.md': ['| system | what | here | rules |', '|---|---|---|---|', ...lines].join(
        '\n',
      ),
    }),
  ).output

test.each([
  ['| A | heat | the same | TEA-1 |', ''],
  ['| A | heat, sugar | the same | TEA-1, TEA-2 |', ''],
  ['| A | milk | still to come: milk | |', ''],
  ['| A | lemon | none: tea is had without | |', ''],
  ['| A | heat | the same | |', 'docs/spec/inventory.md:3 heat: names no rules'],
  ['| A | heat | the same | soon |', 'docs/spec/inventory.md:3 heat: names no rules'],
  ['| A | heat | the same | TEA-1, TEA-3 |', 'docs/spec/inventory.md:3 heat: TEA-3 is no rule'],
  ['| A | heat | the same |', 'docs/spec/inventory.md:3 heat: is no line of four cells'],
  ['| A | lemon | none: | |', 'docs/spec/inventory.md:3 lemon: names no rules'],
])('INV-1: each line of the inventory is held to: %j', (line, output) => {
  expect(said(line)).toBe(output)
})

test.each([
  '| A | cup | still to come: cup | |',
  '| A | what | still to come: what | |',
  '| A | milk | still to come: milk | TEA-1 |',
])('INV-1: what is still to come is so in the vocabulary, and held to by nothing: %j', (line) => {
  expect(said(line)).toContain('is to come, which')
})

test('INV-1: an inventory that has no lines, or is not there, is said', () => {
  expect(said()).toBe('docs/spec/inventory.md has no lines')
  expect(checkInventory(folderWith({})).ok).toBe(false)
})
