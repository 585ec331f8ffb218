import { setTimeout as pause } from 'node:timers/promises'

/**
 * Loaded into a server before its own script: says how much memory is in use once all garbage is collected, and what
 * that took is given back to the system, to whoever started it and asks. Needs `--expose-gc`.
 */
const collect = async (): Promise<NodeJS.MemoryUsage> => {
  // What one collection sets free of the system's own (sockets, buffers), the next one collects.
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    await pause(50)
  }
  return process.memoryUsage()
}

process.on('message', () => {
  void collect().then((memory) => process.send?.(memory))
})
// The server ends as it would without anybody who asks.
process.channel?.unref()
