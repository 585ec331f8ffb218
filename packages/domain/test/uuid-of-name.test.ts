import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { namespaceOf, uuidOfName } from '../src/values/uuid-of-name.ts'

const dns = namespaceOf('6ba7b810-9dad-11d1-80b4-00c04fd430c8')

const byThePlatform = (namespace: Uint8Array, name: string): string => {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

test('NAME-1: names of every length, around the ends of blocks too', () => {
  for (let length = 0; length < 400; length++) {
    const name = 'x'.repeat(length)
    expect(uuidOfName(dns, name)).toBe(byThePlatform(dns, name))
  }
})

test('NAME-1: names of any characters, long and short by turns', () => {
  const names = fc.string({ unit: 'binary', maxLength: 3_000, size: 'max' })
  const namespaces = fc.uint8Array({ minLength: 16, maxLength: 16 })
  fc.assert(
    fc.property(namespaces, names, names, (namespace, one, other) => {
      expect(uuidOfName(namespace, one)).toBe(byThePlatform(namespace, one))
      expect(uuidOfName(namespace, other)).toBe(byThePlatform(namespace, other))
    }),
  )
})
