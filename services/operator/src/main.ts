import { Command } from 'commander'
import { importIrc } from './import-irc/command.ts'

const parley = new Command('parley').description('Tools for those who run Parley.')
const imports = parley.command('import').description('Bring in what was said elsewhere.')

imports
  .command('irc')
  .argument('<folder>', 'holds NAME.raw.txt or NAME.log files, and NAME.annotation.txt beside them')
  .option('--tenant <name>', 'whose channels they become', 'default')
  .description('Import IRC logs: a channel a file, through the same commands that people send.')
  .action(async (folder: string, options: { readonly tenant: string }) => {
    process.exitCode = await importIrc(folder, options)
  })

await parley.parseAsync()
