import type { PgType, Value } from '../table/column.ts'

/** A column of what is copied, and where its values come from. */
export interface Cell<R> {
  readonly name: string
  readonly type: PgType
  readonly value: (row: R) => Value | undefined
}

/** About so many bytes of rows go to the database at once. */
const chunkSize = 128 * 1024
/** Up to so many characters, writing them one by one is quicker than asking the runtime to. */
const shortText = 20
/** The most bytes that a character of JavaScript's comes to in UTF-8. */
const bytesOfCharacter = 3

const header = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex')
const trailer = Buffer.from('ffff', 'hex')
const nullLength = -1

/** The value of a hexadecimal digit by its character; 16 of what is none. */
const digits = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase())
  return digit === -1 ? 16 : digit
})

const digitAt = (text: string, at: number): number => {
  const digit = digits[text.charCodeAt(at)] ?? 16
  if (digit === 16) throw new RangeError('not a UUID')
  return digit
}

/** Bytes that grow. */
class Bytes {
  #bytes = Buffer.allocUnsafe(chunkSize + 4_096)
  #at = 0

  get length(): number {
    return this.#at
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe((this.#at + more) * 2)
    this.#bytes.copy(larger, 0, 0, this.#at)
    this.#bytes = larger
  }

  /** What was written, of which nothing is changed any more. Begins anew. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#at)
    this.#bytes = Buffer.allocUnsafe(chunkSize + 4_096)
    this.#at = 0
    return taken
  }

  append(bytes: Buffer): void {
    this.#reserve(bytes.length)
    this.#at += bytes.copy(this.#bytes, this.#at)
  }

  int16(n: number): void {
    this.#reserve(2)
    this.#bytes[this.#at++] = n >> 8
    this.#bytes[this.#at++] = n
  }

  int32(n: number): void {
    this.#reserve(4)
    this.#int32(n)
  }

  #int32(n: number): void {
    this.#bytes[this.#at++] = n >> 24
    this.#bytes[this.#at++] = n >> 16
    this.#bytes[this.#at++] = n >> 8
    this.#bytes[this.#at++] = n
  }

  bigint(n: number): void {
    this.#reserve(12)
    this.#int32(8)
    this.#int32(Math.floor(n / 4_294_967_296))
    this.#int32(n | 0)
  }

  boolean(yes: boolean): void {
    this.#reserve(5)
    this.#int32(1)
    this.#bytes[this.#at++] = yes ? 1 : 0
  }

  uuid(text: string): void {
    if (text.length !== 36) throw new RangeError('not a UUID')
    this.#reserve(20)
    this.#int32(16)
    for (let n = 0; n < 36; n += 2) {
      if (n === 8 || n === 13 || n === 18 || n === 23) n += 1
      this.#bytes[this.#at++] = (digitAt(text, n) << 4) | digitAt(text, n + 1)
    }
  }

  text(text: string): void {
    const { length } = text
    this.#reserve(4 + length * bytesOfCharacter)
    const begin = this.#at + 4
    let at = begin
    if (length <= shortText) {
      for (let n = 0; n < length; n += 1) {
        const code = text.charCodeAt(n)
        if (code > 127) {
          at = begin + this.#bytes.write(text, begin)
          break
        }
        this.#bytes[at++] = code
      }
    } else at += this.#bytes.write(text, begin)
    this.#int32(at - begin)
    this.#at = at
  }
}

const textOf = (value: NonNullable<Value>): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

const writeValue = (bytes: Bytes, kind: PgType, value: Value | undefined): void => {
  if (value === null || value === undefined) {
    bytes.int32(nullLength)
    return
  }
  switch (kind) {
    case 'text':
    case 'json-text':
      bytes.text(textOf(value))
      return
    case 'uuid':
      bytes.uuid(textOf(value))
      return
    case 'bigint':
      bytes.bigint(Number(value))
      return
    case 'boolean':
      bytes.boolean(value === true)
      return
    case 'json':
      bytes.text(JSON.stringify(value))
      return
    default:
      kind satisfies never
  }
}

/** Rows in the binary format of COPY, in parts of some 128 KiB, each made as it is asked for. */
export function* binaryRows<R>(cells: ReadonlyArray<Cell<R>>, rows: Iterable<R>): Generator<Buffer> {
  const bytes = new Bytes()
  bytes.append(header)
  for (const row of rows) {
    bytes.int16(cells.length)
    for (const { type, value } of cells) writeValue(bytes, type, value(row))
    if (bytes.length >= chunkSize) yield bytes.take()
  }
  bytes.append(trailer)
  yield bytes.take()
}
