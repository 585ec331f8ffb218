import type { WebSocket } from 'ws'
import type { Side } from '../ring/side.ts'
import { memberName } from '../ring/side.ts'
import { percentile } from '../measure/stats.ts'

/** How many ordinary people there are, and how much they say. */
const crowd = { channels: 10, members: 5, perSecond: 100 }

/** The 50th and 99th percentile, in milliseconds from a send to each delivery. */
export interface Noticed {
  readonly p50: number
  readonly p99: number
}

/** Ordinary people who chat at their own pace. */
export interface People {
  readonly channels: ReadonlyArray<string>
  /** What is noticed of what is sent in a span of so many milliseconds. */
  readonly measure: (milliseconds: number) => Promise<Noticed>
  readonly close: () => void
}

/** How long is waited for what was not delivered, in milliseconds: it counts as this, and makes the figure what it is. */
const giveUpAfter = 20_000

export const people = async (side: Side): Promise<People> => {
  const channels = await side.prepare(crowd.channels, crowd.members)
  const all: Array<{ readonly channel: string; readonly who: string; readonly socket: WebSocket }> = []
  for (const [n, channel] of channels.entries())
    for (let member = 0; member < crowd.members; member++) {
      const who = memberName(n, member)
      all.push({ channel, who, socket: await side.connect(channel, who) })
    }
  const run = crypto.randomUUID().slice(0, 8)
  const mark = `~${run}:`
  const sentAt: Array<number> = []
  const missing = new Map<number, number>()
  let latencies: Array<number> = []
  const scan = (data: Buffer): void => {
    const text = data.toString('latin1')
    const now = performance.now()
    for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) {
      const number = Number.parseInt(text.slice(at + mark.length, at + mark.length + 10), 10)
      latencies.push(now - (sentAt[number] ?? now))
      const left = (missing.get(number) ?? 0) - 1
      if (left > 0) missing.set(number, left)
      else missing.delete(number)
    }
  }
  for (const { socket } of all) socket.on('message', scan)
  const send = (): void => {
    const number = sentAt.length
    const one = all[(number * 7) % all.length]
    if (one === undefined) return
    sentAt.push(performance.now())
    missing.set(number, crowd.members)
    one.socket.send(side.frame(one.channel, one.who, `${mark}${number}~ and then a cup of tea`, number + 10))
  }

  return {
    channels,
    measure: async (milliseconds) => {
      latencies = []
      const begun = performance.now()
      const due = (): number => ((performance.now() - begun) / 1_000) * crowd.perSecond
      let sent = 0
      while (performance.now() - begun < milliseconds) {
        while (sent < due()) {
          send()
          sent++
        }
        await pause(1)
      }
      for (let waited = 0; missing.size > 0 && waited < giveUpAfter; waited += 20) await pause(20)
      for (const left of missing.values()) for (let n = 0; n < left; n++) latencies.push(giveUpAfter)
      missing.clear()
      const sorted = Float64Array.from(latencies).toSorted()
      return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) }
    },
    close: () => {
      for (const { socket } of all) socket.terminate()
    },
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
