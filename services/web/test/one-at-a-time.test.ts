import { expect, it, vi } from 'vitest'
import { oneAtATime } from '../src/page/app/one-at-a-time.ts'

/** What was begun goes on as far as it can. */
const turns = () => new Promise<void>((resolve) => setImmediate(resolve))

it('PAGE-73 what changes quicker than it is found out is asked for once more, and no oftener', async () => {
  const answers: Array<() => void> = []
  const work = vi.fn<() => Promise<void>>(() => new Promise((resolve) => void answers.push(resolve)))
  const asking = oneAtATime(work)
  const seen = (): unknown => [work.mock.calls.length, asking.isUnderWay()]
  for (let n = 0; n < 6; n += 1) asking.again()
  expect(seen()).toEqual([1, true])
  answers.shift()?.()
  await turns()
  expect(seen()).toEqual([2, true])
  answers.shift()?.()
  await turns()
  expect(seen()).toEqual([2, false])
  asking.again()
  expect(seen()).toEqual([3, true])
})
