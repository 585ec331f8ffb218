import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ChannelCredentialOptions } from '@eventstore/db-client'
import { credentials } from '@grpc/grpc-js'

/** The files that a connection string names. */
export interface TransportFiles {
  readonly tlsCAFile?: string | undefined
  readonly userCertFile?: string | undefined
  readonly userKeyFile?: string | undefined
}

const file = (path: string | undefined): Buffer | undefined =>
  path === undefined ? undefined : readFileSync(resolve(path))

const isCertificate = (pem: Buffer): boolean => {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}

/**
 * How the channel is secured. Throws where a file can't be read or is not what it should be: a call would reject only
 * much later, or, with an authority that is none, say no more than that the server is not trusted.
 */
export const secured = (files: TransportFiles, verify: boolean): ChannelCredentialOptions => {
  const [authority, certificate, key] = [files.tlsCAFile, files.userCertFile, files.userKeyFile].map(file)
  const rejectUnauthorized = verify ? {} : { verifyOptions: { rejectUnauthorized: false } }
  for (const [name, pem] of Object.entries({ tlsCAFile: authority, userCertFile: certificate }))
    if (pem !== undefined && !isCertificate(pem))
      throw new Error(`${name} names a file that holds no certificate`)
  if ((certificate === undefined) !== (key === undefined))
    throw new Error('userCertFile and userKeyFile go together')
  credentials.createSsl(authority, key, certificate)
  return {
    ...(authority !== undefined && { rootCertificate: authority }),
    ...(certificate !== undefined && { userCertFile: certificate }),
    ...(key !== undefined && { userKeyFile: key }),
    ...rejectUnauthorized,
  }
}
