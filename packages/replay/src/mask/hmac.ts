import { hash } from 'node:crypto'

/** SHA-256 works on blocks of so many bytes. */
const blockBytes = 64

/**
 * HMAC-SHA-256 with a key (RFC 2104), of one text after the other. Written out of two plain hashes here because every
 * event needs several: an HMAC object of the platform's costs some five times as much as hashing so short a text twice.
 */
export const hmacSha256 = (key: Uint8Array): ((text: string) => Buffer) => {
  const block = Buffer.alloc(blockBytes)
  block.set(key.byteLength > blockBytes ? hash('sha256', key, 'buffer') : key)
  const [inner, outer] = [block.map((byte) => byte ^ 0x36), block.map((byte) => byte ^ 0x5c)]
  return (text) => {
    const within = hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer')
    return hash('sha256', Buffer.concat([outer, within]), 'buffer')
  }
}
