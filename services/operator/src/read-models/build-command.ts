import { type Command, InvalidArgumentError } from 'commander'
import { type Common, printed } from './answer.ts'
import { buildBar } from './bar.ts'
import { buildGenerationNow } from './build.ts'
import type { BuildProgress } from './estimate.ts'
import { withOpened } from './opened.ts'
import { groupMeant } from './run.ts'
import { builtLine } from './words.ts'

interface BuildFlags extends Common {
  readonly follow?: boolean
  readonly maxLoad: number
}

const percent = (text: string): number => {
  const value = Number(text)
  if (!/^\d{1,3}$/.test(text) || value < 1 || value > 100)
    throw new InvalidArgumentError('It is a whole number of percent, from 1 to 100.')
  return value
}

/** Milliseconds between two lines of JSON. */
const jsonEvery = 1_000

const jsonLines = () => {
  let last = -Infinity
  return (progress: BuildProgress): void => {
    if (performance.now() - last < jsonEvery) return
    last = performance.now()
    console.log(JSON.stringify({ progress }))
  }
}

const build = async (schema: string | undefined, options: BuildFlags): Promise<number> => {
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  const bar = buildBar(process.stderr)
  const isJson = options.json === true
  const opening = { by: options.by, group: groupMeant(options, schema) }
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const built = await withOpened(process.env, opening, (opened) => {
      opened.say('A build that is stopped, in whichever way, goes on where it was when it is run again.')
      return buildGenerationNow(opened, {
        schema,
        follow: options.follow === true,
        maxLoad: options.maxLoad / 100,
        progress: isJson ? jsonLines() : bar.show,
        built: (done) => {
          bar.end()
          if (isJson) console.log(JSON.stringify({ built: done }))
          else console.log(`${builtLine(done)} It is followed from here until Ctrl-C.`)
        },
        stop: stopping.signal,
      })
    })
    bar.end()
    return printed(options, built, (done) => [builtLine(done)])
  } finally {
    bar.end()
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

/** `parley read-models build`: its words and options. */
export const buildCommand = (command: Command): void => {
  command
    .argument('[schema]', 'one that was begun, or a copy by its name; else what is needed is chosen')
    .option('--follow', 'go on following the log until Ctrl-C')
    .option('--max-load <percent>', 'of the time that it may be at work while people are', percent, 50)
    .action(async (schema: string | undefined, options: BuildFlags) => {
      process.exitCode = await build(schema, options)
    })
}
