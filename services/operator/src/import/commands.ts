import { formatNames } from '@parley/import-irc'
import { nameParts } from '@parley/import-matrix'
import { nameFields } from '@parley/import-slack'
import { type Command, Option } from 'commander'
import { importIrc } from '../import-irc/command.ts'
import type { TypedIrcImport } from '../import-irc/reading.ts'
import { exportSocialTo } from '../social/export-command.ts'
import { importSocialFrom } from '../social/import-command.ts'
import { importMatrixFrom, type TypedMatrixImport } from '../import-matrix/command.ts'
import { importSlackFrom, type TypedSlackImport } from '../import-slack/command.ts'

const whose = ['--tenant <name>', 'whose channels they become', 'default'] as const

/** Adds `parley import …` and `parley export`. */
export const importCommands = (parley: Command): void => {
  const imports = parley.command('import').description('Bring in what was said elsewhere.')

  imports
    .command('irc')
    .argument('<folder>', 'holds the files of logs, and NAME.annotation.txt beside them')
    .option(...whose)
    .addOption(
      new Option('--format <program>', 'what wrote them; unless said, as each file looks').choices(
        formatNames,
      ),
    )
    .option(
      '--time-zone <name>',
      'where the clock stood that their times are of, such as Europe/Berlin',
      'UTC',
    )
    .option('--channel <name>', 'make one channel of all files, in the order in which they begin')
    .description('Import IRC logs: a channel a file, through the same commands that people send.')
    .action(async (folder: string, options: TypedIrcImport) => {
      process.exitCode = await importIrc(folder, options)
    })

  imports
    .command('slack')
    .argument('<export>', 'the ZIP file of an export, or the folder that it was unpacked to')
    .option(...whose)
    .addOption(
      new Option('--people <field>', 'by which field of users.json people are called')
        .choices(nameFields)
        .default('name'),
    )
    .description('Import the export of a Slack workspace: a channel a channel, through the same commands.')
    .action(async (path: string, options: TypedSlackImport) => {
      process.exitCode = await importSlackFrom(path, options)
    })

  imports
    .command('matrix')
    .argument('<file>', 'the JSON file of a room, as Element exports it')
    .option(...whose)
    .addOption(
      new Option(
        '--people <part>',
        'what people are called by: their whole id, or what is before the server in it',
      )
        .choices(nameParts)
        .default('id'),
    )
    .description('Import a room of Matrix as a channel, through the same commands that people send.')
    .action(async (file: string, options: TypedMatrixImport) => {
      process.exitCode = await importMatrixFrom(file, options)
    })

  imports
    .command('social')
    .argument('<folder>', 'holds channels.ndjson, messages.ndjson and the others of the social format')
    .option(...whose)
    .description('Import what `parley export` wrote, or documents of that format from elsewhere.')
    .action(async (folder: string, options: { readonly tenant: string }) => {
      process.exitCode = await importSocialFrom(folder, options)
    })

  parley
    .command('export')
    .argument('<folder>', 'where; it is made, or is empty')
    .option('--tenant <name>', 'whose channels', 'default')
    .description('Write the channels of a tenant into files that `parley import social` reads.')
    .action(async (folder: string, options: { readonly tenant: string }) => {
      process.exitCode = await exportSocialTo(folder, options)
    })
}
