import { commandService } from '@parley/commands'
import { type Engine, engine, type EngineOptions } from '@parley/engine'
import type { EventStore } from '@parley/event-store'
import type { Live } from '@parley/live'
import type { Logger } from '@parley/runtime'
import type { ReadSide } from './open-read-side.ts'

/** What an engine works on, and what of it shall not be as usual. */
export interface WireEngineOptions {
  readonly store: EventStore
  readonly readSide: Pick<ReadSide, 'rows' | 'queries'>
  readonly mayAdd?: EngineOptions['mayAdd'] | undefined
  readonly limits?: EngineOptions['limits'] | undefined
  /** What was committed, for whoever watches; it is told what this engine appends. */
  readonly live: Live
  readonly log: Logger
}

/** An engine with a command service of its own, over stores that are open and stay so. */
export const wireEngine = ({
  store,
  readSide,
  mayAdd,
  limits,
  live,
  log,
}: WireEngineOptions): {
  readonly engine: Engine
  /** Takes no more commands; resolves when those under way have their answers. */
  readonly close: () => Promise<void>
} => {
  const { rows, queries } = readSide
  const commands = commandService({ store, rows, committed: live.committed })
  return {
    engine: engine({
      commands,
      queries,
      live,
      events: store,
      ...(mayAdd === undefined ? {} : { mayAdd }),
      ...(limits === undefined ? {} : { limits }),
      log,
    }),
    close: commands.close,
  }
}
