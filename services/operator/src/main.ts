import { variablesHelp, variablesOf } from '@parley/wiring'
import { Command } from 'commander'
import { eventsCommands } from './events/commands.ts'
import { importCommands } from './import/commands.ts'
import { copyLogCommand } from './log-copy/command.ts'
import { readModelsCommands } from './read-models/command.ts'

const parley = new Command('parley')
  .description('Tools for those who run Parley.')
  .addHelpText('after', variablesHelp(variablesOf.operator))

parley
  .command('log')
  .description('Work on the log itself.')
  .command('copy')
  .argument('<from>', 'embedded, postgres://… or esdb://…')
  .argument('<to>', 'the same; what it holds of these streams must be a beginning of FROM')
  .option('--all', 'every stream, not only those of the engine')
  .description('Copy a log to another store, go on where a copy was stopped, and compare both.')
  .action(async (from: string, to: string, options: { readonly all?: boolean }) => {
    process.exitCode = await copyLogCommand(from, to, options)
  })

importCommands(parley)
readModelsCommands(parley)
eventsCommands(parley)

// `pnpm parley -- …` hands on the two dashes, too.
const words = process.argv.slice(2)
await parley.parseAsync(words[0] === '--' ? words.slice(1) : words, { from: 'user' })
