import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** The proxies whose word is taken for whom they speak for: addresses, or ranges such as `10.0.0.0/8`. */
export type TrustedProxies = ReadonlyArray<string>

/** Tells from which address somebody connects: one that stands for all who may be limited together. */
export type AddressOf = (request: IncomingMessage) => string

/**
 * The address of the other side. Where that is a proxy that is trusted, `X-Forwarded-For` says who is behind it: the
 * last there that is no trusted proxy itself, since what stands further left anybody may have written. Without trusted
 * proxies the header counts for nothing. Throws where a proxy is no address or range.
 */
export const addressOf = (proxies: TrustedProxies = []): AddressOf => {
  const trusted = blockListOf(proxies)
  const isTrusted = (address: string): boolean =>
    isIP(address) > 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return ({ socket, headers }) => {
    let address = plain(socket.remoteAddress ?? '')
    const header = headers['x-forwarded-for']
    const chain = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',')
    while (isTrusted(address)) {
      const before = plain(chain.pop()?.trim() ?? '')
      if (isIP(before) === 0) break
      address = before
    }
    return together(address)
  }
}

const blockListOf = (proxies: TrustedProxies): BlockList => {
  const list = new BlockList()
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

/** Whether something is an address, or a range of addresses. */
export const isProxy = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32))
}

/** An IPv4 address as IPv6 writes it, `::ffff:10.0.0.1`, is that address; brackets and ports are left out. */
const plain = (text: string): string => {
  const address = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? text
  const withPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(address)?.[1]
  return withPort ?? (/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] || address)
}

/** Of IPv6, one customer has at least the 64 bits behind the network: all of them count as one. */
const together = (address: string): string => {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  const groups = tail === undefined ? before : [...before, ...zeros, ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
