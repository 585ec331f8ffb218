import type { UserId } from '@parley/domain'
import { type ChatServer, chatServer, type ChatServerOptions } from './chat-server.ts'
import type { Ending, Wire } from './wire.ts'

/** How a server ends: at once, or as one that is told to. */
type Stopping = Ending | 'goodbye'

/** The servers of a world, each in a place of its own: where one is gone, another is started. */
export interface Servers {
  /** A new connection of somebody's to one of those that are there; undefined where none is. */
  readonly connect: (userId: UserId, number: number) => Wire | undefined
  /** That of a place ends, and another begins so many turns later. */
  readonly replace: (place: number, stopping: Stopping, turns: number) => void
  /** The log has not what it had. Those that run are told so where they look, or were stopped before. */
  readonly setBack: (whileRunning: boolean) => void
  /** A turn is over. */
  readonly turn: () => void
  readonly end: () => void
}

interface Running {
  readonly server: ChatServer
  readonly stop: (stopping: Stopping, turns: number) => void
  /** Whether its log has not what it had, and it may not know that yet: what it meets then is no fault of its own. */
  isSetBack: boolean
  /** Up to where it knew the log two turns ago, one turn ago, and now. */
  known: readonly [number, number, number]
}

interface Options extends Omit<ChatServerOptions, 'onSetBack' | 'onFault' | 'onWrite'> {
  readonly servers: number
  readonly onFault: (fault: string) => void
  /** Told of what is written, to whom, and up to where its server knew the log when that was said at the latest. */
  readonly onWrite: (bytes: Buffer, to: UserId, knownTo: number) => void
}

export const servers = ({ servers: count, onFault, onWrite, ...options }: Options): Servers => {
  const { pause } = options.turns
  const places = new Map<number, Running>()

  const start = (place: number): void => {
    const server = chatServer({
      ...options,
      onSetBack: () => gone('reset', 0),
      onFault: (fault) => {
        if (!running.isSetBack) onFault(fault)
      },
      // What goes out in a turn was said in it or in the one before: what was known before that had to be minded.
      // What is still written of a log that was set back is no matter of the log that there is.
      onWrite: (bytes, to) => {
        if (!running.isSetBack) onWrite(bytes, to, running.known[0])
      },
    })
    const gone = (ending: Ending, turns: number): void => {
      if (places.get(place) !== running) return
      places.delete(place)
      server.kill(ending)
      void pause(turns).then(() => start(place))
    }
    const running: Running = {
      server,
      isSetBack: false,
      known: [0, 0, 0],
      stop: (stopping, turns) => {
        if (stopping !== 'goodbye') return gone(stopping, turns)
        void server.stop().then(() => gone('reset', turns))
      },
    }
    places.set(place, running)
  }
  for (let place = 0; place < count; place += 1) start(place)

  return {
    connect: (userId, number) => {
      const there = [...places.values()]
      return there[number % there.length]?.server.connect(userId)
    },
    replace: (place, stopping, turns) => places.get(place % count)?.stop(stopping, turns),
    setBack: (whileRunning) => {
      for (const running of places.values()) {
        running.isSetBack = true
        if (whileRunning) running.server.findSetBack()
        else running.stop('reset', 1)
      }
    },
    turn: () => {
      for (const one of places.values()) one.known = [one.known[1], one.known[2], one.server.knowsTo()]
    },
    end: () => {
      for (const { server } of places.values()) server.kill('reset')
    },
  }
}
