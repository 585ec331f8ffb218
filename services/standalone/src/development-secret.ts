import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { explainFolder, makeFolder } from '@parley/embedded-postgres'

/** 32 bytes, in hexadecimal digits. */
const isWhole = (secret: string): boolean => /^[0-9a-f]{64}$/.test(secret)

/**
 * The secret that development tokens are signed with: made once for a data folder, so that whoever signed in stays
 * signed in when the engine starts again. Throws, in words, where the folder can't be written.
 */
export const developmentSecretIn = (dataFolder: string): string => {
  try {
    return keptIn(dataFolder)
  } catch (error) {
    throw new Error(explainFolder(dataFolder, error), { cause: error })
  }
}

const keptIn = (dataFolder: string): string => {
  const file = join(dataFolder, 'development-secret')
  const secret = randomBytes(32).toString('hex')
  makeFolder(dataFolder)
  try {
    // Written by whoever comes first.
    writeFileSync(file, secret, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const kept = readFileSync(file, 'utf8')
  if (isWhole(kept)) return kept
  // Cut short by a kill: nobody has a token of it.
  writeFileSync(file, secret, { mode: 0o600 })
  return secret
}
