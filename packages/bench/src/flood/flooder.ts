import { lines } from './line.ts'
import { type Flood, manners } from './manners.ts'
import { doAgain } from './sink.ts'

/** What the process of a flooder is told. */
export interface FloodOrder {
  /** To flood in a manner, to do at a sink what it did last, or to stop. */
  readonly flood?: Flood & { readonly manner: string; readonly url: string; readonly localAddress?: string }
  readonly again?: true
}

/** Floods as it is told, until it is told something else; says `quiet` when it has stopped. */
let stop = new AbortController()
let underWay: Promise<void> = Promise.resolve()
let last = lines('', undefined)

const begin = (work: (signal: AbortSignal) => Promise<void>): void => {
  stop = new AbortController()
  underWay = work(stop.signal)
}

process.on('message', ({ flood, again }: FloodOrder) => {
  if (flood !== undefined) {
    const { manner, url, localAddress } = flood
    last = lines(url, localAddress)
    begin((signal) => manners[manner]?.(last, flood, signal) ?? Promise.resolve())
  } else if (again !== undefined) begin((signal) => doAgain(last.deeds, signal))
  else {
    stop.abort()
    void underWay.then(() => process.send?.('quiet'))
  }
})
process.on('disconnect', () => process.exit())
