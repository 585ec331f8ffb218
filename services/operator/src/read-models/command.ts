import {
  activate,
  dropGeneration,
  pauseGeneration,
  type Receipt,
  resumeGeneration,
  revert,
} from '@parley/projection'
import { levelling } from '@parley/projector'
import { groups } from '@parley/read-models'
import { type Command, Option } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import type { Common } from './answer.ts'
import { buildCommand } from './build-command.ts'
import { listGenerations, statusOf } from './generations.ts'
import { lookingCommands } from './looking-commands.ts'
import { run } from './run.ts'
import { listedLines, receiptLines, statusLines } from './words.ts'

const withCommon = (command: Command): Command =>
  command
    .option('--json', 'print JSON, for programs')
    .option('--by <name>', 'who has it done, for the record', process.env['USER'])
    .addOption(
      new Option('--group <name>', 'of read models; that of the schema, or else core, unless given').choices(
        groups.map(({ name }) => name),
      ),
    )

interface ForBuild extends Common {
  readonly for?: string
}

/** The commands on read models: `parley read-models …`. */
export const readModelsCommands = (parley: Command): void => {
  const all = parley
    .command('read-models')
    .description('Look at read models, build them, and choose which are read.')
  const sub = (name: string, description: string): Command =>
    withCommon(all.command(name).description(description))

  sub('list', 'Name all read models of the database, of whichever version.').action((options: Common) =>
    run(
      options,
      async (opened) => {
        const listed = await listGenerations(opened)
        return E.right(listed.filter(({ group }) => options.group === undefined || group === options.group))
      },
      listedLines,
    ),
  )
  sub('status', 'Say what is read, how far it is, and what was done last.').action((options: Common) =>
    run(options, statusOf, statusLines),
  )
  buildCommand(sub('build', 'Build a generation beside the one in use, from the log.'))
  sub('pause', 'Leave a generation as it is: whoever builds or follows it stops.')
    .argument('<schema>')
    .action((schema: string, options: Common) =>
      run(
        options,
        ({ pool, by }) => pauseGeneration(pool, { schema, by }),
        () => [`${schema} is paused.`],
        schema,
      ),
    )
  sub('resume', 'Have the projectors of its version go on with a generation.')
    .argument('<schema>')
    .action((schema: string, options: Common) =>
      run(
        options,
        ({ pool, by }) => resumeGeneration(pool, { schema, by }),
        () => [`${schema} is followed by the projectors of its version.`],
        schema,
      ),
    )
  sub('activate', 'Have readers read another generation, and print the receipt.')
    .argument('<schema>')
    .option('--for <build>', 'whose readers: the schema that their version begins with', 'this version')
    .action((schema: string, options: ForBuild) =>
      run(
        options,
        ({ pool, own, by, store }) =>
          activate(pool, {
            own,
            build: buildOf(options, own.schema),
            schema,
            by,
            level: levelling(store, own),
          }),
        receiptLines,
        schema,
      ),
    )
  sub('revert', 'Have readers read again what they read before.')
    .option('--for <build>', 'whose readers: the schema that their version begins with', 'this version')
    .action((options: ForBuild) =>
      run<Receipt>(
        options,
        ({ pool, own, by }) => revert(pool, { build: buildOf(options, own.schema), by }),
        receiptLines,
        options.for === 'this version' ? undefined : options.for,
      ),
    )
  lookingCommands(sub)
  sub('drop', 'Drop a generation that nobody reads or works on.')
    .argument('<schema>')
    .option('--yes', 'without which nothing is dropped')
    .action((schema: string, options: Common & { readonly yes?: boolean }) =>
      run(
        options,
        ({ pool, own, by }) =>
          options.yes === true
            ? dropGeneration(pool, { schema, build: own.schema, by })
            : Promise.resolve(E.left(`this drops ${schema} for good: say so by --yes`)),
        () => [`${schema} is dropped.`],
        schema,
      ),
    )
}

const buildOf = ({ for: build }: ForBuild, own: string): string =>
  build === undefined || build === 'this version' ? own : build
