import { describe, expect, it } from 'vitest'
import { flusher } from '../src/session/flusher.ts'
import { fakeClock } from '@parley/runtime/testing'

describe('when what waits is written', () => {
  it('GW-28 at once where writing takes little', () => {
    const clock = fakeClock()
    const flush = flusher(clock)
    const written: string[] = []
    flush.soon(() => clock.advance(0.9))
    flush.now()
    flush.soon(() => written.push('a'))
    flush.now()
    expect(written).toEqual(['a'])
  })

  it('GW-28 after a rest where it took long, and together', () => {
    const clock = fakeClock()
    const flush = flusher(clock)
    const written: string[] = []
    flush.soon(() => clock.advance(5))
    flush.now()
    flush.soon(() => written.push('a'))
    flush.now()
    clock.advance(4.9)
    flush.soon(() => written.push('b'))
    flush.now()
    expect(written).toEqual([])
    clock.advance(0.1)
    expect(written).toEqual(['a', 'b'])
  })

  it('GW-28 after a quarter of a second at the latest, where the process was stopped while it wrote', () => {
    const clock = fakeClock()
    const flush = flusher(clock)
    const written: string[] = []
    flush.soon(() => clock.advance(60_000))
    flush.now()
    flush.soon(() => written.push('a'))
    clock.advance(249)
    expect(written).toEqual([])
    clock.advance(1)
    expect(written).toEqual(['a'])
  })

  it('GW-28 by themselves after a rest in which nothing came', async () => {
    const clock = fakeClock()
    const flush = flusher(clock)
    flush.soon(() => clock.advance(5))
    flush.now()
    clock.advance(5)
    const written = await new Promise((resolve) => flush.soon(() => resolve('a')))
    expect(written).toBe('a')
  })
})
