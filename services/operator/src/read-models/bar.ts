import { Presets, SingleBar } from 'cli-progress'
import type { BuildProgress } from './estimate.ts'
import { leftOf } from './words.ts'

/** Shows a build's progress on a terminal, or as a line every five seconds where there is none. */
export const buildBar = (stream: NodeJS.WriteStream) => {
  let begun = false
  const bar = new SingleBar(
    {
      format: '{bar} {percentage}% | position {value} of {total} | {eventRate} events/s | {left}',
      noTTYOutput: true,
      notTTYSchedule: 5_000,
      stream,
    },
    Presets.shades_classic,
  )
  return {
    show: (progress: BuildProgress): void => {
      const { position, end, rate } = progress
      const shown = { eventRate: Math.round(rate), left: leftOf(progress) }
      if (!begun) bar.start(end, position, shown)
      begun = true
      bar.setTotal(end)
      bar.update(position, shown)
    },
    end: (): void => {
      if (begun) bar.stop()
      begun = false
    },
  }
}
