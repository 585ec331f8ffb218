import type { CaseLimits, ConformanceCase, ConformanceStep } from '@parley/protocol/conformance'
import { defaultRates, unlimited } from '@parley/engine'
import { type CaseWorld, caseWorld } from './case-world.ts'
import { type Person, type Sessions, sessions, settled } from './sessions.ts'
import { world } from './world.ts'

type Frame = Readonly<Record<string, unknown>>

/** The gateway as a case has it: what is said to it, and what it says. */
export interface CaseServer {
  /** Has a step happen, as far as it is of the server. */
  readonly take: (step: ConformanceStep) => Promise<void>
  /** The frames that it has said since this was asked last; updates that follow one another as one frame. */
  readonly said: () => Promise<ReadonlyArray<Frame>>
  /** With which code it has ended the connection; 0: it has not. */
  readonly closedBy: () => Promise<number>
  /** All texts that it has said. */
  readonly texts: () => ReadonlyArray<string>
}

export const caseServer = async ({ before, limits = {} }: ConformanceCase): Promise<CaseServer> => {
  const texts: Array<string> = []
  let behind = await caseWorld()
  await behind.commit(before)
  let all = sessionsOver(behind, limits)
  let person: Person | undefined
  let heard = 0

  const here = async (): Promise<Person> => {
    if (person !== undefined) return person
    // What the log has before somebody comes is not addressed to them.
    await settled()
    const { open } = all
    person = open()
    heard = 0
    return person
  }
  const cut = (): void => {
    person?.session.closed()
    texts.push(...(person?.socket.messages.map((one) => Buffer.from(one).toString()) ?? []))
    person = undefined
  }
  const take: CaseServer['take'] = async (step) => {
    // What a client says goes on at once: of several frames in a row none waits for what becomes of another.
    if ('client' in step) return (await here()).say(step.client)
    if ('clientText' in step) return (await here()).say(step.clientText)
    await settled()
    if ('commit' in step) await behind.commit(step.commit)
    else if ('cut' in step || 'closed' in step) cut()
    else if ('wait' in step) all.clock.advance(step.wait)
    else if ('slow' in step) {
      const { socket, session } = await here()
      socket.buffered = step.slow ? Number.MAX_SAFE_INTEGER : 0
      if (!step.slow) session.drained()
    } else if ('restored' in step) {
      cut()
      behind = await caseWorld(behind.history.slice(0, step.restored).map(({ event }) => event))
      all = sessionsOver(behind, limits)
    }
    await settled()
  }
  return {
    take,
    said: async () => {
      await settled()
      const frames = person?.socket.frames.slice(heard) ?? []
      heard += frames.length
      return joined(frames)
    },
    closedBy: async () => {
      await settled()
      return person?.socket.closed?.code ?? 0
    },
    texts: () => [...texts, ...(person?.socket.messages.map((one) => Buffer.from(one).toString()) ?? [])],
  }
}

/** Frames, with updates that follow one another as one: how many go in a frame is the server's to say. */
const joined = (frames: ReadonlyArray<Frame>): ReadonlyArray<Frame> =>
  frames.reduce<ReadonlyArray<Frame>>((all, frame) => {
    const last = all.at(-1)
    if (last?.['type'] !== 'updates' || frame['type'] !== 'updates') return [...all, frame]
    const updates = [last['updates'], frame['updates']].flat()
    return [...all.slice(0, -1), { ...frame, updates }]
  }, [])

const sessionsOver = (behind: CaseWorld, limits: CaseLimits): Sessions => {
  const { log, queries, commands } = behind
  const { deltaUpdates, commandsUnderWay, queries: burst } = limits
  const person = { burst: burst ?? Infinity, perSecond: 1 }
  const rates = { ...defaultRates, queries: { person, tenant: unlimited, address: unlimited } }
  return sessions({
    world: Object.assign(world(), { log, queries }),
    commands,
    limits: commandsUnderWay === undefined ? {} : { commandsUnderWay },
    engineLimits: {
      ...(burst === undefined ? {} : { rates }),
      ...(deltaUpdates === undefined ? {} : { watching: { deltaUpdates } }),
    },
  })
}
