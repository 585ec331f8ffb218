import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ConformanceCase, type ConformanceStep, laidOut } from '@parley/protocol/conformance'
import { certain } from '@parley/domain'
import { expect, test } from 'vitest'
import { caseServer } from './support/case-server.ts'

const folder = fileURLToPath(new URL('../../protocol/conformance/', import.meta.url))
const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file): [string, ConformanceCase] => [
    file,
    certain(ConformanceCase, JSON.parse(readFileSync(`${folder}${file}`, 'utf8'))),
  ])

const title = ({ rules, name }: ConformanceCase): string => `${rules.join(' ')}: ${name}`

/** What a gateway says at each step of a case is what stands there; `vitest --update` writes it anew. */
test.each(
  cases
    .filter(([, { only }]) => only !== 'client')
    .map(([file, one]): [string, string, ConformanceCase] => [title(one), file, one]),
)('%s', async (_, file, one) => {
  const server = await caseServer(one)
  const steps: Array<ConformanceStep> = []
  for (const step of one.steps) {
    if ('server' in step) steps.push({ server: [...(await server.said())] })
    else if ('closed' in step) steps.push({ closed: await server.closedBy() })
    else steps.push(step)
    await server.take(step)
  }
  await expect(laidOut({ ...one, steps })).toMatchFileSnapshot(`${folder}${file}`)
  expect(await server.said()).toEqual([])
  const texts = server.texts().join('\n')
  expect((one.unsaid ?? []).filter((text) => texts.includes(text))).toEqual([])
})
