/** What clients write as commands, and what an accepted one came to: as the registry of the domain has them. */
export { CommandResult, WireCommand } from '@parley/domain'
