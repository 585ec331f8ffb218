import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { addressOf, isProxy } from '../src/socket/address.ts'

const request = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage

test.each([
  ['the other side', [], '192.0.2.1', undefined, '192.0.2.1'],
  ['as IPv6 writes it', [], '::ffff:192.0.2.1', undefined, '192.0.2.1'],
  ['no proxy is trusted', [], '192.0.2.1', '198.51.100.7', '192.0.2.1'],
  ['another is trusted', ['10.0.0.0/8'], '192.0.2.1', '198.51.100.7', '192.0.2.1'],
  ['behind a proxy', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.7', '198.51.100.7'],
  ['behind a proxy on IPv6', ['10.0.0.0/8'], '::ffff:10.1.2.3', '198.51.100.7', '198.51.100.7'],
  ['behind two', ['10.0.0.0/8', '2001:db8::1'], '2001:db8::1', '198.51.100.7, 10.9.9.9', '198.51.100.7'],
  ['what the client wrote itself', ['10.0.0.1'], '10.0.0.1', '203.0.113.9, 198.51.100.7', '198.51.100.7'],
  ['with a port', ['10.0.0.1'], '10.0.0.1', '198.51.100.7:4711', '198.51.100.7'],
  ['nobody is named', ['10.0.0.1'], '10.0.0.1', undefined, '10.0.0.1'],
  ['what is named is no address', ['10.0.0.1'], '10.0.0.1', 'unknown', '10.0.0.1'],
] as const)('GW-66: whence a connection comes: %s', (_, proxies, remote, forwarded, expected) => {
  expect(addressOf(proxies)(request(remote, forwarded))).toBe(expected)
})

test('GW-65: addresses of one IPv6 network are one, however they are written', () => {
  const whence = addressOf()
  const same = ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::9', '2001:0db8:0001:0002:ffff::']
  expect(new Set(same.map((address) => whence(request(address)))).size).toBe(1)
  expect(whence(request('2001:db8:1:3::9'))).not.toBe(whence(request('2001:db8:1:2::9')))
  expect(whence(request('::1'))).toBe('0:0:0:0::/64')
})

test('GW-66: a proxy is an address or a range', () => {
  expect(['10.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32'].every(isProxy)).toBe(true)
  expect(
    ['', 'proxy.example', '10.0.0.0/33', '10.0.0.0/', '2001:db8::/129', '10.0.0.0/8/8'].some(isProxy),
  ).toBe(false)
})
