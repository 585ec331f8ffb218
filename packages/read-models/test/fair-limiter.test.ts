import { expect, test } from 'vitest'
import { fairLimiter } from '../src/queries/fair-limiter.ts'

/** Work that ends when it is told to. */
const works = () => {
  const running: Array<{ readonly name: string; readonly end: () => void }> = []
  const work = (name: string) => (): Promise<string> => {
    const { promise, resolve } = Promise.withResolvers<string>()
    running.push({ name, end: () => resolve(name) })
    return promise
  }
  return { running, work }
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('RM-22: who has much waiting has a turn like everybody else', async () => {
  const { running, work } = works()
  const take = fairLimiter(2, 2)
  const much = Array.from({ length: 20 }, (_, n) => take('ada', work(`ada ${n}`)))
  const little = [take('bob', work('bob 0')), take('cy', work('cy 0')), take('bob', work('bob 1'))]
  const order: Array<string> = []
  for (let ended = 0; ended < 23; ended += 1) {
    await turn()
    expect(running.length).toBeLessThanOrEqual(2)
    const first = running.shift()
    order.push(first?.name ?? 'nothing')
    first?.end()
  }
  expect(order.slice(0, 8)).toEqual(['ada 0', 'ada 1', 'ada 2', 'bob 0', 'cy 0', 'ada 3', 'bob 1', 'ada 4'])
  expect(await Promise.all(little)).toEqual(['bob 0', 'cy 0', 'bob 1'])
  expect(await Promise.all(much)).toHaveLength(20)
})

test('RM-22: what fails gives its place on', async () => {
  const take = fairLimiter(1, 1)
  const failing = take('ada', () => Promise.reject(new Error('no')))
  const next = take('ada', () => Promise.resolve('yes'))
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('yes')
})

test('RM-22: of one person no more run at once than may, though there is room', async () => {
  const { running, work } = works()
  const take = fairLimiter(3, 2)
  const all = [0, 1, 2].map((n) => take('ada', work(`ada ${n}`)))
  await turn()
  expect(running.map(({ name }) => name)).toEqual(['ada 0', 'ada 1'])
  all.push(take('bob', work('bob 0')))
  await turn()
  expect(running.map(({ name }) => name)).toEqual(['ada 0', 'ada 1', 'bob 0'])
  running[2]?.end()
  await turn()
  expect(running).toHaveLength(3)
  running[0]?.end()
  await turn()
  expect(running.map(({ name }) => name)).toEqual(['ada 0', 'ada 1', 'bob 0', 'ada 2'])
  for (const { end } of running) end()
  expect(await Promise.all(all)).toEqual(['ada 0', 'ada 1', 'ada 2', 'bob 0'])
})
