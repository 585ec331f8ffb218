import type { ChannelId, CommandId, TenantId, UserId } from '@parley/domain'
import { userId } from '@parley/domain/testing'
import { memoryLog, type MemoryLog } from '@parley/event-store'
import { type Device, device } from './device.ts'
import { readSide, type ReadSide } from './read-side.ts'
import { type Servers, servers } from './servers.ts'
import { setBack, whereAllCanTell } from './set-back.ts'
import { devices as names, type Settings } from './steps.ts'
import { type Slip, slipsIn } from './slips.ts'
import { type Turns, turns } from './turns.ts'
import type { Wire } from './wire.ts'

/** A whole system in one process: a log, read models, servers, and the devices of a few people. */
export interface World {
  readonly log: MemoryLog
  readonly readSide: ReadSide
  readonly turns: Turns
  readonly devices: ReadonlyArray<Device>
  /** Those that were begun, in order. */
  readonly channels: Array<ChannelId>
  /** What the servers took for faults of their own. */
  readonly faults: ReadonlyArray<string>
  /** What they wrote and should not have. */
  readonly slips: ReadonlyArray<Slip>
  /** Notes what is under way of what people asked for, where that takes time. */
  readonly track: (work: unknown) => void
  /** Whether everything that people asked for has its answer. */
  readonly isAnswered: () => boolean
  /** The messages that were sent and accepted. */
  readonly acknowledged: Set<CommandId>
  /** A word that nobody has said before. */
  readonly word: () => string
  /** Somebody's client that has just come. */
  readonly fresh: (name: string) => Device
  /** A connection of somebody's without a client; undefined where no server is there. */
  readonly dial: (userId: UserId) => Wire | undefined
  readonly kill: Servers['replace']
  /** The log is set back by so many events, and the read models are made anew. */
  readonly restore: (events: number, whileRunning: boolean) => void
  /** Nothing is in anybody's way any more. */
  readonly heal: () => void
  /** So many milliseconds pass. */
  readonly pass: (milliseconds: number) => Promise<void>
  /**
   * Goes on until something is so, at the most for so many milliseconds of this world. Gives whether it is. It is looked
   * at where nothing moves any more, or not for the moment.
   */
  readonly until: (so: () => boolean, milliseconds?: number) => Promise<boolean>
  readonly end: () => void
}

/** As many milliseconds pass at once where nobody waits for what happens in them. */
const leap = 200
/** So many milliseconds are enough for all that is mended to be found out, by who waits longest. */
const longest = 120_000
/** How long a backup was away, in milliseconds. */
const hour = 3_600_000

export interface WorldOptions {
  readonly settings: Settings
  readonly tenantId: TenantId
}

export const world = ({ settings, tenantId }: WorldOptions): World => {
  const log = memoryLog()
  const wires = new Set<Wire>()
  const faults: Array<string> = []
  let passed = 0

  const each = (): void => {
    for (const one of wires) {
      passed += one.pass()
      if (one.isOver()) wires.delete(one)
    }
    passed += side.project()
    all.turn()
  }
  const time = turns(each)
  const side = readSide({ log, turns: time, ...settings })
  const written = slipsIn(side.happened)

  const all = servers({
    log,
    readSide: side,
    turns: time,
    tenantId,
    ...settings,
    gatewayLimits: { partCharacters: settings.partCharacters, slowBytes: settings.slowBytes },
    watchLimits: { deltaUpdates: settings.deltaUpdates, heldUpdates: settings.heldUpdates },
    onFault: (fault) => faults.push(fault),
    onWrite: written.look,
  })
  const connect = (who: UserId, number: number): Wire | undefined => {
    const made = all.connect(who, number)
    if (made !== undefined) wires.add(made)
    return made
  }

  const until: World['until'] = async (so, milliseconds = longest) => {
    const end = time.clock.elapsed() + milliseconds
    let quiet = 1
    while (quiet === 0 || !so()) {
      if (time.clock.elapsed() > end) return false
      const before = passed + log.events.length
      await time.next()
      quiet = passed + log.events.length === before ? quiet + 1 : 0
      if (quiet > 20) time.clock.advance(leap)
    }
    return true
  }

  const devices = names.map((name, n) => device(userId(name), time, () => connect(userId(name), n)))
  const fresh: Array<Device> = []
  const underWay = new Set<Promise<unknown>>()
  let words = 0

  return {
    log,
    readSide: side,
    turns: time,
    devices,
    channels: [],
    faults,
    slips: written.slips,
    track: (work) => {
      if (!(work instanceof Promise)) return
      const noted = work.finally(() => underWay.delete(noted))
      underWay.add(noted)
    },
    acknowledged: new Set(),
    isAnswered: () => underWay.size === 0,
    word: () => {
      words += 1
      return `<${words}>`
    },
    pass: async (milliseconds) => {
      for (let left = milliseconds; left > 0; left -= leap) {
        await time.next()
        time.clock.advance(Math.min(left, leap))
      }
    },
    until,
    fresh: (name) => {
      const one = device(userId(name), time, () => connect(userId(name), fresh.length))
      fresh.push(one)
      return one
    },
    dial: (who) => connect(who, settings.servers - 1),
    kill: all.replace,
    restore: (events, whileRunning) => {
      all.setBack(whileRunning)
      setBack(log, whereAllCanTell(devices, Math.max(0, log.events.length - events)))
      side.drop()
      time.clock.set(hour)
    },
    heal: () => {
      side.setRunning(true)
      for (const one of wires) one.mend()
    },
    end: () => {
      for (const one of [...devices, ...fresh]) one.client.close()
      all.end()
      for (const one of wires) one.end('reset')
    },
  }
}
