import type { ChannelCredentialOptions, Credentials, EndPoint, NodePreference } from '@eventstore/db-client'
import parser from '@eventstore/db-client/dist/Client/parseConnectionString.js'
import { notUnderstood, split } from './split-string.ts'
import { secured } from './transport.ts'

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

/** What the parser says of it, without the piece of text at which it stopped: that may be of the password. */
const parsed = (plain: string): ReturnType<typeof parser.parseConnectionString> => {
  try {
    return parser.parseConnectionString(plain)
  } catch (error) {
    throw notUnderstood(String(error).split(', expected ').at(-1) ?? '')
  }
}

/**
 * Reads `esdb://user:password@host:port?tls=…` (also `esdb+discover`, `kurrentdb`, `kurrentdb+discover`), with the
 * client's own parser. Throws where it is none, or names a certificate that can't be used.
 *
 * Discovery is shorter than the client's (ten rounds of five seconds a host): the store itself tries again, for as
 * long as it was told to (`retryFor`).
 */
export const parseTarget = (connectionString: string): Target => {
  const { plain, credentials, verify } = split(connectionString)
  const said = parsed(plain)
  const { keepAliveInterval = 10_000, keepAliveTimeout = 10_000 } = said
  if (keepAliveInterval < -1 || keepAliveTimeout < -1) throw new RangeError('a keep-alive below -1')
  const insecure = said.tls === false
  return {
    hosts: said.hosts,
    discover: said.dnsDiscover || said.hosts.length > 1,
    nodePreference: said.nodePreference,
    transport: { insecure, ...(insecure ? {} : secured(said, verify)) },
    credentials,
    discovery: {
      maxDiscoverAttempts: said.maxDiscoverAttempts ?? 2,
      discoveryInterval: said.discoveryInterval ?? 100,
      gossipTimeout: said.gossipTimeout ?? 2,
    },
    connectionName: said.connectionName ?? 'parley',
    keepAliveInterval,
    keepAliveTimeout,
  }
}
