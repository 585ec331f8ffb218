import type { Command } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import type { Common } from './answer.ts'
import {
  listParked,
  listSkipped,
  parkedLines,
  retriedLines,
  retryParked,
  skippedLines,
  skipParked,
} from './parked.ts'
import { run } from './run.ts'

interface ParkedFlags extends Common {
  readonly schema?: string
  readonly why?: string
}

const usage =
  'say `parked list`, `parked skipped`, `parked retry STREAM`, or `parked skip STREAM --why WORDS`'

/** `parked`: streams of which nothing more is projected. */
export const parkedCommand = (sub: (name: string, description: string) => Command): void => {
  sub(
    'parked',
    'Streams of which nothing more is projected: list them, retry one, or skip the event where it is.',
  )
    .argument('[action]', 'list, retry, skip, or skipped: what was skipped', 'list')
    .argument('[stream]')
    .option('--schema <schema>', 'of which generation; the one in use unless given')
    .option('--why <words>', 'for the record')
    .action((action: string, stream: string | undefined, options: ParkedFlags) => {
      const { schema } = options
      if (stream === undefined) {
        if (action === 'list')
          return run(options, (opened) => listParked(opened, schema), parkedLines, schema)
        if (action === 'skipped') return run(options, listSkipped, skippedLines, schema)
      } else {
        if (action === 'retry')
          return run(options, (opened) => retryParked(opened, stream, options), retriedLines, schema)
        if (action === 'skip')
          return run(options, (opened) => skipParked(opened, stream, options), retriedLines, schema)
      }
      return run(options, () => Promise.resolve(E.left(usage)), parkedLines)
    })
}
