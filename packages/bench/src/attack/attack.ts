import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startServer } from '../measure/child.ts'
import { forgetPeak, memory, peakMemory } from '../measure/memory.ts'
import { withPostgres } from '../measure/postgres.ts'
import { percentile } from '../measure/stats.ts'
import { table } from '../measure/table.ts'
import { type Attacker, attackerAt } from './attacker.ts'
import { fill } from './fill.ts'

const server = fileURLToPath(new URL('../../../../services/standalone/src/main.ts', import.meta.url))

/** How long an attack is watched, in milliseconds. */
const span = 20_000
/** Sessions of the attack by many: with the one that wrote, fewer than a person may have. */
const crowd = 90

export interface AttackOptions {
  readonly channels: number
  /** The longest messages there are, in each channel. */
  readonly messages: number
}

/** What was seen of an attack. */
interface Outcome {
  readonly name: string
  readonly before: number
  readonly peak: number
  /** Milliseconds in which another person's questions were answered meanwhile. */
  readonly others: ReadonlyArray<number>
  readonly told: string
}

/** Asks small questions one after another until told to stop, and says how long each answer took. */
const bystander = ({ ask }: Attacker) => {
  let stopped = false
  const took: Array<number> = []
  const asking = (async () => {
    while (!stopped) {
      const began = performance.now()
      const { type } = await ask({ type: 'query', query: { type: 'browse', limit: 1 } })
      if (type === 'closed') break
      if (type === 'result') took.push(performance.now() - began)
      await pause(50)
    }
  })()
  return async (): Promise<ReadonlyArray<number>> => {
    stopped = true
    await asking
    return took.toSorted((a, b) => a - b)
  }
}

/**
 * What people with slow or no ears can do to the memory of the whole engine in one process, and to the others: channels
 * of the longest messages, asked for in the largest pieces that the protocol takes.
 */
export const benchAttack = ({ channels: count, messages }: AttackOptions): Promise<void> =>
  withPostgres(async ({ database }) => {
    const { child, secret } = await startServer(server, await database())
    const url = `${child.address.replace('http', 'ws')}/ws`
    const enter = (name: string): Promise<Attacker> => attackerAt(url, secret, name)
    const ada = await enter('ada')
    const channels = await fill(ada, count, messages)
    const subscribe = (most: number) => ({
      type: 'subscribe',
      channels: channels.slice(0, most).map((channelId) => ({ channelId })),
    })
    const history = {
      type: 'query',
      query: { type: 'history', channelId: channels[0], feedId: 'main', limit: 200 },
    }

    const attack = async (name: string, work: () => Promise<string>): Promise<Outcome> => {
      await pause(3_000)
      const before = memory(child.pid)
      forgetPeak(child.pid)
      const stop = bystander(await enter('bo'))
      const told = await work()
      return { name, before, peak: peakMemory(child.pid), others: await stop(), told }
    }
    const deaf = async (frames: ReadonlyArray<object>): Promise<Attacker> => {
      const one = await enter('ada')
      one.socket.pause()
      for (const frame of frames) one.say(frame)
      return one
    }
    const left = async (sessions: ReadonlyArray<Attacker>): Promise<string> => {
      await pause(span)
      for (const { socket } of sessions) socket.terminate()
      return ''
    }

    const outcomes = [
      await attack(`one subscribe of ${count} channels, read`, async () => {
        const one = await enter('ada')
        const { type } = await one.ask(subscribe(100))
        one.socket.terminate()
        return `${type}, ${(one.bytes() / 2 ** 20).toFixed(0)} MiB, longest message ${(one.longest() / 1024).toFixed(0)} KiB`
      }),
      await attack('a page of 200 conversations, read', async () => {
        const one = await enter('ada')
        const { type } = await one.ask({ type: 'query', query: { type: 'conversations', limit: 200 } })
        one.socket.terminate()
        return `${type}, ${(one.longest() / 1024).toFixed(0)} KiB`
      }),
      await attack('32 x history of 200, not read', async () =>
        left([await deaf(Array.from({ length: 32 }, () => history))]),
      ),
      await attack('16 x subscribe of 80 channels, not read', async () =>
        left([await deaf(Array.from({ length: 16 }, () => subscribe(80)))]),
      ),
      await attack(`the same by ${crowd} sessions`, async () => {
        const sessions: Array<Attacker> = []
        for (let n = 0; n < crowd; n += 1)
          sessions.push(
            await deaf([
              ...Array.from({ length: 16 }, () => subscribe(80)),
              ...Array.from({ length: 32 }, () => history),
            ]),
          )
        return left(sessions)
      }),
    ]
    const mib = (n: number): string => `${n.toFixed(0)} MiB`
    console.log(
      table(
        ['attack', 'before', 'peak', 'others p50 / p99', 'answer'],
        outcomes.map(({ name, before, peak, others, told }) => [
          name,
          mib(before),
          mib(peak),
          `${percentile(others, 0.5).toFixed(0)} / ${percentile(others, 0.99).toFixed(0)} ms`,
          told,
        ]),
      ),
    )
    ada.socket.terminate()
    await child.stop()
  })
