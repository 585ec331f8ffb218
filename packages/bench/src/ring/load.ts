import type { WebSocket } from 'ws'
import { percentile } from '../measure/stats.ts'
import type { Case } from './cases.ts'
import { memberName, type Side } from './side.ts'

/** How long is sent, in milliseconds, and after how much of it is counted. */
export interface Span {
  readonly warmUp: number
  readonly counted: number
}

export interface Load {
  /** Messages that reached the last of their channel's members, a second. */
  readonly rate: number
  readonly messages: number
  /** From the send to each delivery, in milliseconds. */
  readonly p50: number
  readonly p99: number
}

interface Member {
  readonly socket: WebSocket
  readonly channel: string
  readonly who: string
}

/** As long as a person's message: what is sent between the number and its end. */
const filler = 'the quick brown fox jumps over the lazy dog, and then has a cup of tea with it'

/**
 * Sends from every member in turn, and counts a message when all members of its channel have it. `pace` is either
 * so many that are not yet acknowledged at once, or so many a second whatever becomes of them.
 */
export const runLoad = async (
  side: Side,
  { channels, members }: Case,
  pace: { readonly inFlight: number } | { readonly perSecond: number },
  span: Span,
  onCounting: (counting: boolean) => void,
): Promise<Load> => {
  const names = await side.prepare(channels, members)
  const people: Member[] = []
  for (let member = 0; member < members; member += 1) {
    const joining = names.map(async (channel, i) => {
      const who = memberName(i, member)
      people.push({ who, channel, socket: await side.connect(channel, who) })
    })
    await Promise.all(joining)
  }

  const run = crypto.randomUUID().slice(0, 8)
  const sentAt: number[] = []
  const missing: number[] = []
  const latencies: number[] = []
  let counting = false
  let sending = true
  let arrived = 0
  let underWay = 0

  const send = (): void => {
    const number = sentAt.length
    const person = people[number % people.length]
    if (person === undefined || !sending) return
    underWay += 1
    missing.push(members)
    sentAt.push(performance.now())
    const text = `~${run}:${number}~ ${filler}`
    person.socket.send(side.frame(person.channel, person.who, text, number + 10))
  }
  const receive = (number: number, now: number): void => {
    if (counting) latencies.push(now - (sentAt[number] ?? now))
    const left = (missing[number] ?? 0) - 1
    missing[number] = left
    if (left > 0) return
    underWay -= 1
    if (counting) arrived += 1
  }
  const mark = `~${run}:`
  const scan = (data: Buffer): void => {
    const text = data.toString('latin1')
    const now = performance.now()
    for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + mark.length))
      receive(Number.parseInt(text.slice(at + mark.length, at + mark.length + 10), 10), now)
    // Who sends waits for the acknowledgement, and for nothing else.
    if ('inFlight' in pace) for (const _ of text.matchAll(side.acknowledged)) send()
  }
  for (const { socket } of people) socket.on('message', scan)

  const begun = performance.now()
  const paced =
    'perSecond' in pace
      ? setInterval(() => {
          const due = ((performance.now() - begun) / 1_000) * pace.perSecond
          while (sentAt.length < due) send()
        }, 1)
      : undefined
  if ('inFlight' in pace) for (let i = 0; i < pace.inFlight; i += 1) send()

  await pause(span.warmUp)
  counting = true
  onCounting(true)
  const from = performance.now()
  await pause(span.counted)
  counting = false
  onCounting(false)
  const seconds = (performance.now() - from) / 1_000
  sending = false
  clearInterval(paced)
  for (let waited = 0; underWay > 0 && waited < 60_000; waited += 20) await pause(20)
  for (const { socket } of people) socket.terminate()
  if (underWay > 0) throw new Error(`${side.name}: ${underWay} messages did not reach everybody`)

  const sorted = Float64Array.from(latencies).toSorted()
  return {
    rate: arrived / seconds,
    messages: arrived,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
