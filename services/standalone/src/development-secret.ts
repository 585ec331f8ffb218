import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The secret that development tokens are signed with: made once for a data folder, so that whoever signed in stays
 * signed in when the engine starts again.
 */
export const developmentSecretIn = (dataFolder: string): string => {
  const file = join(dataFolder, 'development-secret')
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  try {
    // Written by whoever comes first.
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(file, 'utf8')
}
