import type { CopyProgress } from '@parley/log-copy'
import { Presets, SingleBar } from 'cli-progress'

/** Shows how far a copy is: a bar for each part, with the time left where the whole is known. */
export const progressOn = (stream: NodeJS.WriteStream): CopyProgress & { readonly end: () => void } => {
  let bar: SingleBar | undefined
  const end = (): void => {
    bar?.stop()
    bar = undefined
  }
  return {
    begin: (part, events) => {
      end()
      const counted =
        events === undefined
          ? '{value} events'
          : '{bar} {percentage}% | {value} of {total} events | {eta_formatted} left'
      // A step is a page of some 2,000 events; the time left is reckoned from the last so many of them.
      const options = {
        format: `${part} ${counted}`,
        etaBuffer: 50,
        noTTYOutput: true,
        notTTYSchedule: 5_000,
        stream,
      }
      bar = new SingleBar(options, Presets.shades_classic)
      bar.start(events ?? 0, 0)
    },
    advance: (events) => bar?.increment(events),
    end,
  }
}
