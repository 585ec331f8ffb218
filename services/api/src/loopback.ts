import { isIPv4 } from 'node:net'

/** Whether a name or an address means this machine alone. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host === '::1' ||
  host === '[::1]' ||
  (isIPv4(host) && host.startsWith('127.'))

/** The name in a `Host` header, without the port. */
export const hostName = (header: string): string => header.toLowerCase().replace(/:\d*$/, '')
