import { type Reading, timeZoneNamed } from '../src/index.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A log of our own making with everything in it that a log may have. */
export const teaHouse = {
  file: '2011-03-04.tea.raw.txt',
  bytes: bytes(
    [
      '=== ada [~ada@tea.example]  has joined #tea',
      '[23:58] <ada> does anyone know how long green tea steeps?',
      '[23:58] <bo> two minutes, not more',
      '[23:59]  * bo puts the kettle on',
      '=== bo pours',
      '=== cy [~cy@tea.example]  has joined #tea',
      '[00:01] <cy> and black?',
      '=== bo is now known as bo_away',
      '[00:02] <ada> four, cy',
      '[00:02] <bo_away> or five',
      '=== cy [~cy@tea.example]  has left #tea ["bye"]',
      '[00:03] <ada>',
      '[00:03] -spam:#tea- buy!',
      '',
    ].join('\n'),
  ),
  annotation: { file: '2011-03-04.tea.annotation.txt', bytes: bytes('1 1 -\n1 2 -\n6 8 -\n8 9 -\nhm\n') },
}

/** The same bytes with one that is no UTF-8, in a line of its own. */
export const broken = {
  file: '2011-03-05.tea.raw.txt',
  bytes: new Uint8Array([...bytes('[10:00] <ada> caf'), 0xe9, ...bytes('\r\n[10:01] <ada> nu\u0000l\n')]),
}

/** How files are read whose clocks were in this time zone. */
export const readingIn = (name: string): Reading => {
  const zone = timeZoneNamed(name)
  if (zone === undefined) throw new Error(`there is no time zone ${name}`)
  return { format: null, zone }
}

/** The format as each file looks, and times of UTC. */
export const asTheyLook = readingIn('UTC')
