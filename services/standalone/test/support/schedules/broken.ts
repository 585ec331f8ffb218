import { type Acts, deviceOf } from './act.ts'

/** What goes wrong, and what is mended: connections, processes, what was kept. */
export const broken: Acts<
  'cut' | 'pace' | 'kill' | 'stopProjector' | 'startProjector' | 'dropReadModels' | 'restore' | 'wait'
> = {
  cut: (world, { direction, after, ending, ...step }) =>
    deviceOf(world, step).wire()?.cutAfter(direction, after, ending),
  pace: (world, { direction, bytesATurn, ...step }) =>
    deviceOf(world, step).wire()?.setPace(direction, bytesATurn),
  kill: (world, { server, ending, back }) => world.kill(server, ending, back),
  stopProjector: ({ readSide }) => readSide.setRunning(false),
  startProjector: ({ readSide }) => readSide.setRunning(true),
  dropReadModels: ({ readSide }) => readSide.drop(),
  restore: (world, { events, whileRunning }) => world.restore(events, whileRunning),
  wait: (world, { milliseconds }) => world.pass(milliseconds),
}
