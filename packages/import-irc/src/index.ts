export { importLog } from './import-log.ts'
export type { IrcLog, LogFile } from './irc-log.ts'
export { readLog } from './irc-log.ts'
export { channelOf, importer } from './plan.ts'
