/**
 * UUID version 5 (RFC 9562): the SHA-1 of a namespace and a name. Written out here because every message sent needs
 * one: a hash object of the platform's costs several times as much as the hash of so short a text, and browsers have
 * none that answers at once.
 */

const encoder = new TextEncoder()
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const schedule = new Uint32Array(80)
const state = new Uint32Array(5)
// Room for the namespace, the name and the padding; longer names get a longer one.
let block = new Uint8Array(1_024)

const rotate = (n: number, by: number): number => (n << by) | (n >>> (32 - by))

const word = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)

const mix = (n: number, b: number, c: number, d: number): number => {
  if (n < 20) return ((b & c) | (~b & d)) + 0x5a827999
  if (n < 40) return (b ^ c ^ d) + 0x6ed9eba1
  if (n < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
  return (b ^ c ^ d) + 0xca62c1d6
}

const digestBlock = (bytes: Uint8Array, at: number): void => {
  const w = schedule
  for (let n = 0; n < 16; n++) w[n] = word(bytes, at + n * 4)
  for (let n = 16; n < 80; n++) {
    w[n] = rotate((w[n - 3] ?? 0) ^ (w[n - 8] ?? 0) ^ (w[n - 14] ?? 0) ^ (w[n - 16] ?? 0), 1)
  }
  let a = state[0] ?? 0
  let b = state[1] ?? 0
  let c = state[2] ?? 0
  let d = state[3] ?? 0
  let e = state[4] ?? 0
  for (let n = 0; n < 80; n++) {
    const next = (rotate(a, 5) + mix(n, b, c, d) + e + (w[n] ?? 0)) | 0
    e = d
    d = c
    c = rotate(b, 30)
    b = a
    a = next
  }
  state[0] = (state[0] ?? 0) + a
  state[1] = (state[1] ?? 0) + b
  state[2] = (state[2] ?? 0) + c
  state[3] = (state[3] ?? 0) + d
  state[4] = (state[4] ?? 0) + e
}

/** The bytes of a UUID, to be a namespace. */
export const namespaceOf = (uuid: string): Uint8Array =>
  Uint8Array.from(uuid.replaceAll('-', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

const byte = (n: number): string => hex[((state[n >> 2] ?? 0) >>> (24 - (n & 3) * 8)) & 0xff] ?? ''

/** The UUID of a name in a namespace of 16 bytes. */
export const uuidOfName = (namespace: Uint8Array, name: string): string => {
  // UTF-8 takes at most three bytes a UTF-16 unit; the padding at most 72.
  if (block.length < 16 + name.length * 3 + 72) block = new Uint8Array(16 + name.length * 3 + 72)
  block.set(namespace)
  const length = 16 + encoder.encodeInto(name, block.subarray(16)).written
  const end = (((length + 8) >> 6) + 1) << 6
  block.fill(0, length, end)
  block[length] = 0x80
  for (let n = 0; n < 4; n++) block[end - 1 - n] = ((length * 8) >>> (n * 8)) & 0xff
  state.set([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0])
  for (let at = 0; at < end; at += 64) digestBlock(block, at)
  state[1] = ((state[1] ?? 0) & 0xffff0fff) | 0x5000
  state[2] = ((state[2] ?? 0) & 0x3fffffff) | 0x80000000
  return (
    byte(0) +
    byte(1) +
    byte(2) +
    byte(3) +
    '-' +
    byte(4) +
    byte(5) +
    '-' +
    byte(6) +
    byte(7) +
    '-' +
    byte(8) +
    byte(9) +
    '-' +
    byte(10) +
    byte(11) +
    byte(12) +
    byte(13) +
    byte(14) +
    byte(15)
  )
}
