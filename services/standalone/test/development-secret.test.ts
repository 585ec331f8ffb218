import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { developmentSecretIn } from '../src/development-secret.ts'

it("AUTH-2: the machine's own secret is made once for a folder, for its owner alone, and anew where a kill cut it short", () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-secret-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const secret = developmentSecretIn(folder)
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(developmentSecretIn(folder)).toBe(secret)
  const file = join(folder, 'development-secret')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  writeFileSync(file, '')
  const another = developmentSecretIn(folder)
  expect(another).toMatch(/^[0-9a-f]{64}$/)
  expect(developmentSecretIn(folder)).toBe(another)
})
