import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const text = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

it("the README's sample of the SDK is the one whose types are checked", () => {
  const [, sample] = /```ts\n(.*?)```/s.exec(text('../../../README.md')) ?? []
  expect(sample).toBe(text('./fixtures/sdk.ts'))
})
