import { Duplex } from 'node:stream'

/** Which way bytes go: up to the server, or down to the client. */
type Direction = 'up' | 'down'

/**
 * How a connection ends before its time: both sides are told (`reset`), or neither is, as where a cable is pulled or a
 * machine goes (`silent`).
 */
export type Ending = 'reset' | 'silent'

/** A connection without a network: bytes pass when they are told to, as many as are told to. */
export interface Wire {
  readonly client: Duplex
  readonly server: Duplex
  /** Passes on what waits, in each direction as much as may pass in one turn. Gives how many bytes that were. */
  readonly pass: () => number
  /** From now on so many bytes pass a turn: 0 is a side that takes nothing. */
  readonly setPace: (direction: Direction, bytesATurn: number) => void
  /** Ends it once so many more bytes have passed. */
  readonly cutAfter: (direction: Direction, bytes: number, ending: Ending) => void
  readonly end: (ending: Ending) => void
  /** What passes now passes as fast as it can, and nothing is going to cut it. */
  readonly mend: () => void
  /** Has somebody told of what the server writes, the moment that it does. */
  readonly watch: (onWrite: (bytes: Buffer) => void) => void
  /** Whether nothing can pass any more, and both sides know it. */
  readonly isOver: () => boolean
}

/** Bytes that wait in a side before it counts as full. Few, so that little is needed for it to be. */
const highWaterMark = 512

/** What was written at one side and has not come to the other. */
interface Waiting {
  readonly bytes: Buffer
  readonly taken: () => void
}

/** One side: a stream that stands where a socket of the network would, for `http` and `ws` alike. */
class Side extends Duplex {
  readonly remoteAddress = '192.0.2.1'
  readonly written: Array<Waiting> = []
  /** Whether it takes what comes; told so by the stream when it is read. */
  hungry = true
  /** Told of what is written, the moment that it is. */
  onWrite: (bytes: Buffer) => void = () => {}

  constructor() {
    super({ readableHighWaterMark: highWaterMark, writableHighWaterMark: highWaterMark })
    // A connection that ends in the middle is an error to whoever uses it, and one that is expected here.
    this.on('error', () => {})
  }

  override write(chunk: unknown, encoding?: unknown, taken?: unknown): boolean {
    this.onWrite(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)))
    return super.write(chunk, encoding as BufferEncoding, taken as () => void)
  }
  override _write(bytes: Buffer, _encoding: string, taken: () => void): void {
    this.written.push({ bytes, taken })
  }
  override _read(): void {
    this.hungry = true
  }
  // What `http` asks of a socket, and what means nothing here.
  setTimeout(): this {
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
}

interface Way {
  readonly from: Side
  readonly to: Side
  bytesATurn: number
  /** How many more bytes pass before it is cut. */
  left: number
  /** Whether it was said that nothing more comes. */
  ended: boolean
}

/** A new connection. It passes nothing by itself. */
export const wire = (): Wire => {
  const client = new Side()
  const server = new Side()
  const wayOf = (from: Side, to: Side): Way => ({
    from,
    to,
    bytesATurn: Infinity,
    left: Infinity,
    ended: false,
  })
  const ways: Readonly<Record<Direction, Way>> = { up: wayOf(client, server), down: wayOf(server, client) }
  let lost = false
  let planned: Ending = 'reset'

  const end = (ending: Ending): void => {
    if (ending === 'silent') lost = true
    else for (const side of [client, server]) side.destroy()
  }
  const passOn = (way: Way): number => {
    const { from, to } = way
    let room = Math.min(way.bytesATurn, way.left)
    let passed = 0
    while (room > 0 && to.hungry && !to.destroyed) {
      const first = from.written[0]
      if (first === undefined) break
      const some = first.bytes.subarray(0, room)
      room -= some.length
      passed += some.length
      way.left -= some.length
      // A copy: what one side does with its bytes the other does not see.
      to.hungry = to.push(Buffer.from(some))
      if (some.length < first.bytes.length) {
        from.written[0] = { ...first, bytes: first.bytes.subarray(some.length) }
      } else {
        from.written.shift()
        first.taken()
      }
    }
    if (way.left <= 0) end(planned)
    return passed
  }
  /** A side that is gone, or has said all, is told of at the other once all that it said has passed. */
  const passEnd = ({ from, to, ended }: Way): boolean => {
    if (from.written.length > 0 && !to.destroyed) return ended
    if (ended && from.destroyed && !to.destroyed) to.destroy()
    if (ended || !(from.destroyed || from.writableFinished)) return ended
    if (!to.destroyed) to.push(null)
    return true
  }
  const passBoth = (): number => {
    const passed = passOn(ways.up) + passOn(ways.down)
    for (const way of [ways.up, ways.down]) way.ended = passEnd(way)
    return passed
  }

  return {
    client,
    server,
    end,
    setPace: (direction, bytesATurn) => {
      ways[direction].bytesATurn = bytesATurn
    },
    cutAfter: (direction, bytes, ending) => {
      planned = ending
      ways[direction].left = bytes
    },
    watch: (onWrite) => {
      server.onWrite = onWrite
    },
    mend: () => {
      for (const way of [ways.up, ways.down]) {
        way.bytesATurn = Infinity
        way.left = Infinity
      }
    },
    pass: () => (lost ? 0 : passBoth()),
    isOver: () => client.destroyed && server.destroyed,
  }
}
