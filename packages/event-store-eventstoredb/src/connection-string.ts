import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ChannelCredentialOptions, Credentials, EndPoint, NodePreference } from '@eventstore/db-client'
import parser from '@eventstore/db-client/dist/Client/parseConnectionString.js'

/** What a connection string says. */
export interface Target {
  readonly hosts: ReadonlyArray<EndPoint>
  /** Whether the nodes are found by asking the hosts for their gossip. */
  readonly discover: boolean
  readonly nodePreference: NodePreference | undefined
  readonly transport: ChannelCredentialOptions
  readonly credentials: Credentials | undefined
  readonly discovery: {
    readonly maxDiscoverAttempts: number
    /** Milliseconds. */
    readonly discoveryInterval: number
    /** Seconds. */
    readonly gossipTimeout: number
  }
  readonly connectionName: string
  /** Milliseconds without traffic after which the connection is tried; -1: never. */
  readonly keepAliveInterval: number
  /** Milliseconds until a connection that does not answer is given up; -1: never. */
  readonly keepAliveTimeout: number
}

const file = (path: string): Buffer => readFileSync(resolve(path))

/**
 * Reads `esdb://user:password@host:port?tls=…` (also `esdb+discover`, `kurrentdb`, `kurrentdb+discover`), with the
 * client's own parser. Throws where it is none, or names a certificate that can't be read.
 *
 * Discovery is shorter than the client's (ten rounds of five seconds a host): whoever waits is asked to try again
 * by the store, within the patience that it was given.
 */
export const parseTarget = (connectionString: string): Target => {
  const parsed = parser.parseConnectionString(connectionString.replace(/^(kurrentdb|kdb)(?=[:+])/, 'esdb'))
  const {
    tlsCAFile,
    userCertFile,
    userKeyFile,
    keepAliveInterval = 10_000,
    keepAliveTimeout = 10_000,
  } = parsed
  if (keepAliveInterval < -1 || keepAliveTimeout < -1) throw new RangeError('a keep-alive below -1')
  const secure = parsed.tls !== false
  return {
    hosts: parsed.hosts,
    discover: parsed.dnsDiscover || parsed.hosts.length > 1,
    nodePreference: parsed.nodePreference,
    transport: {
      insecure: !secure,
      ...(secure && tlsCAFile !== undefined && { rootCertificate: file(tlsCAFile) }),
      ...(secure && userCertFile !== undefined && { userCertFile: file(userCertFile) }),
      ...(secure && userKeyFile !== undefined && { userKeyFile: file(userKeyFile) }),
      ...(parsed.tlsVerifyCert === false && { verifyOptions: { rejectUnauthorized: false } }),
    },
    credentials: parsed.defaultCredentials,
    discovery: {
      maxDiscoverAttempts: parsed.maxDiscoverAttempts ?? 2,
      discoveryInterval: parsed.discoveryInterval ?? 100,
      gossipTimeout: parsed.gossipTimeout ?? 2,
    },
    connectionName: parsed.connectionName ?? 'parley',
    keepAliveInterval,
    keepAliveTimeout,
  }
}
