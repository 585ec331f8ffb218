import { manners } from './manners.ts'

/** A process that floods in the manner that it is sent, until it is sent another message. */
let stop = new AbortController()
process.on(
  'message',
  ({ manner, flood }: { manner?: string; flood?: Parameters<(typeof manners)[string]>[0] }) => {
    stop.abort()
    stop = new AbortController()
    const run = manner === undefined ? undefined : manners[manner]
    if (run !== undefined && flood !== undefined) void run(flood, stop.signal)
    else process.send?.('quiet')
  },
)
process.on('disconnect', () => process.exit())
