import type { ExportProgress } from '@parley/replay/export'
import { Presets, SingleBar } from 'cli-progress'

/** Shows how far an export is in the log, how many events it has, and the time left. */
export const progressOn = (stream: NodeJS.WriteStream): ExportProgress & { readonly end: () => void } => {
  let bar: SingleBar | undefined
  let begin = 0
  return {
    begin: (from, to) => {
      begin = from
      bar = new SingleBar(
        {
          format: '{bar} {percentage}% | {events} events | {eta_formatted} left',
          // A step is a page of some 2,000 events; the time left is reckoned from the last so many of them.
          etaBuffer: 50,
          noTTYOutput: true,
          notTTYSchedule: 5_000,
          stream,
        },
        Presets.shades_classic,
      )
      bar.start(to - from, 0, { events: 0 })
    },
    // What is looked at once more lies before what is new.
    reached: (position, rows) => bar?.update(Math.max(0, position - begin), { events: rows }),
    end: () => {
      bar?.stop()
      bar = undefined
    },
  }
}
