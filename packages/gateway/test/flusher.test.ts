import { describe, expect, it } from 'vitest'
import { flusher } from '../src/session/flusher.ts'

/** Keeps the process busy, as writing to many sockets does. */
const work = (milliseconds: number): void => {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

describe('when what waits is written', () => {
  it('GW-28 at once where writing takes little', () => {
    const flush = flusher()
    const written: string[] = []
    flush.soon(() => written.push('a'))
    flush.now()
    flush.soon(() => written.push('b'))
    flush.now()
    expect(written).toEqual(['a', 'b'])
  })

  it('GW-28 after a rest where it took long, and together', async () => {
    const flush = flusher()
    const written: string[] = []
    flush.soon(() => work(50))
    flush.now()
    const together = new Promise<void>((resolve) => {
      flush.soon(() => written.push('a'))
      flush.soon(() => {
        written.push('b')
        resolve()
      })
    })
    flush.now()
    expect(written).toEqual([])
    await together
    expect(written).toEqual(['a', 'b'])
  })
})
