import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNamed, formatNames, readLog } from '../src/index.ts'
import { formatOf } from '../src/formats/formats.ts'
import type { IrcLine } from '../src/irc-line.ts'
import { asTheyLook } from './logs.ts'
import { stories } from './stories.ts'

const told = (line: IrcLine): string => {
  switch (line.kind) {
    case 'topic':
      return `topic ${line.topic}`
    case 'ranks':
      return `ranks ${line.ranks.map(({ nick, role }) => `${nick} ${role}`).join()}`
    case 'message':
    case 'action':
    case 'joined':
    case 'left':
    case 'renamed':
    case 'kicked':
      return Object.values(line).join(' ')
    default:
      return line satisfies never
  }
}

const read = (file: string, text: string) => {
  const log = readLog({ file, bytes: new TextEncoder().encode(text) }, asTheyLook)
  if (E.isLeft(log)) throw new Error(log.left.what)
  return log.right
}

describe('the formats of logs', () => {
  it.each(Object.entries(stories))(
    'IRC-12 reads what happened of a log of %s',
    (name, { file, lines, odd }) => {
      expect(formatOf(lines).name).toBe(name)
      const log = read(file, lines.join('\n'))
      expect(log.lines.map(({ line }) => told(line))).toEqual([
        'joined ada',
        'message ada does green tea steep?',
        'action bo puts the kettle on',
        'renamed bo bo_away',
        'topic All about tea',
        'ranks ada admin',
        'kicked cy ada',
        'left dan',
        'left bo_away',
        'message eve good morning',
      ])
      expect(log.lines.map(({ at }) => at)).toEqual([
        // The first line of Ubuntu's says no time.
        ...Array(9).fill(expect.stringMatching(/^2011-03-04T(?:23:5\d:\d\d|00:00:00)\.000Z$/)),
        '2011-03-05T00:01:00.000Z',
      ])
      expect(log.problems.map(({ line }) => lines[line - 1])).toEqual(odd)
    },
  )

  it.each(formatNames)('IRC-3 reads any line as one of %s or says why not, and never throws', (name) => {
    const format = formatNamed(name)
    const parts = fc.constantFrom(
      ...Object.values(stories).flatMap(({ lines }) => lines.flatMap((line) => line.split(/(?<= )/))),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(parts).map((all) => all.join('')),
        ),
        (line) => {
          const found = format?.read(line)
          expect(found !== undefined && (E.isLeft(found) ? found.left : found.right)).toBeTruthy()
        },
      ),
    )
  })

  it('IRC-12 knows EnergyMech by the name of ZNC, whose lines are the same', () => {
    const { lines } = stories['znc'] ?? { lines: [] }
    const energymech = formatNamed('energymech')
    expect(lines.filter((line) => energymech !== undefined && E.isLeft(energymech.read(line)))).toEqual(
      stories['znc']?.odd,
    )
  })
})
