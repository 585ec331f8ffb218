import { type FileKind, fileKinds } from '@parley/replay/export'
import { Argument, type Command } from 'commander'
import { exportCommand, type TypedExport } from './export.ts'
import { tailCommand, type TypedTail } from './tail.ts'

/** Adds `parley events …`. */
export const eventsCommands = (parley: Command): void => {
  const events = parley.command('events').description('Read the log: what happened, in order.')

  events
    .command('export')
    .addArgument(new Argument('<kind>', 'what files are written').choices(fileKinds))
    .argument('<folder>', 'where; one of an earlier export is gone on with')
    .option('--types <names>', 'only events of these types, with commas between')
    .option('--tenant <name>', 'only those of one tenant')
    .option('--partition <n/N>', 'only one of N parts: whole channels and inboxes')
    .option('--from <position>', 'only those after a position')
    .option('--to <position>', 'only those up to a position')
    .option('--key-file <file>', "the key by which people's ids are hashed; else that of PARLEY_EXPORT_KEY")
    .option('--clear', "people's ids as they are")
    .option('--omit-text', 'without what people wrote')
    .option('--positions <n>', 'how many positions a file covers')
    .description('Write the log into files for analysts; run again, it goes on (docs/analytics.md).')
    .action(async (kind: FileKind, folder: string, options: TypedExport) => {
      process.exitCode = await exportCommand(kind, folder, options)
    })

  events
    .command('tail')
    .option('--json', 'an event a line, as JSON')
    .option('--from <position>', 'after a position, or from now on', 'now')
    .option('--types <names>', 'only events of these types, with commas between')
    .option('--tenant <name>', 'only those of one tenant')
    .option('--channel <id>', 'only those of one channel')
    .description('Print what happens, until Ctrl-C.')
    .action(async (options: TypedTail) => {
      process.exitCode = await tailCommand(options)
    })
}
