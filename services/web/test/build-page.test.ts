import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { buildPage } from '../src/index.ts'

const outDir = mkdtempSync(join(tmpdir(), 'parley-build-'))
afterAll(() => rmSync(outDir, { recursive: true, force: true }))

it('PAGE-15 builds once for the same sources, however many ask at once', async () => {
  const [one, other] = await Promise.all([buildPage({ outDir }), buildPage({ outDir })])
  expect(one).toBe(other)
  const builtAt = statSync(join(one, 'index.html')).mtimeMs
  expect(await buildPage({ outDir })).toBe(one)
  expect(statSync(join(one, 'index.html')).mtimeMs).toBe(builtAt)
  expect(readdirSync(outDir)).toHaveLength(1)
  const script = readdirSync(join(one, 'assets')).find((name) => name.endsWith('.js'))
  expect(readFileSync(join(one, 'assets', script ?? ''), 'utf8')).not.toContain('jsxDEV')
})
