import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** 32 bytes, in hexadecimal digits. */
const isWhole = (secret: string): boolean => /^[0-9a-f]{64}$/.test(secret)

/**
 * The secret by which links to files in a folder are signed: made once for it, so that all who serve the folder know each
 * other's links. Throws where the folder can't be written.
 */
export const linkSecretIn = (folder: string): string => {
  const path = join(folder, 'link-secret')
  const secret = randomBytes(32).toString('hex')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    // Written by whoever comes first.
    writeFileSync(path, secret, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const kept = readFileSync(path, 'utf8')
  if (isWhole(kept)) return kept
  // Cut short by a kill: no link was signed by it.
  writeFileSync(path, secret, { mode: 0o600 })
  return secret
}
