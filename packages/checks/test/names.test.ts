import { expect, test } from 'vitest'
import { checkNames } from '../src/names.ts'
import { folderWith, manifest } from './fixture.ts'

const said = (source: string, file = 'packages/tea/src/pour.ts'): string =>
  checkNames(folderWith({ 'packages/tea/package.json': manifest('@parley/tea'), [file]: source })).output

test.each([
  ['const timeout = 1'],
  ['// Have patience: it is wanted.'],
  ["const words = 'patience'"],
  ['const understanding = 1'],
  ['interface LogLine {}\nconst Entry = 1'],
])('%j is well named', (source) => {
  expect(said(source)).toBe('')
})

test.each([
  ['const patienceFor = 1', 'packages/tea/src/pour.ts:1 patienceFor: "patience" tells little'],
  [
    '\nexport interface StandingWater {}',
    'packages/tea/src/pour.ts:2 StandingWater: "standing" tells little',
  ],
  ['const pour = ({ wanted }) => 1', 'packages/tea/src/pour.ts:1 wanted: "wanted" tells little'],
  ['interface Answer {}', 'packages/tea/src/pour.ts:1 Answer: of what?'],
  ['type Place = 1', 'packages/tea/src/pour.ts:1 Place: of what?'],
  ['class Entry {}', 'packages/tea/src/pour.ts:1 Entry: of what?'],
])('%j is not', (source, why) => {
  expect(said(source)).toContain(why)
})

test('a file is judged by its name too', () => {
  expect(said('', 'packages/tea/src/tea-asker.ts')).toContain('packages/tea/src/tea-asker.ts is called so')
})
