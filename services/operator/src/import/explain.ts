import type { CommandError } from '@parley/commands'

/** Why a command of an import was not carried out, in words. */
export const explainCommandError = (error: CommandError): string => {
  switch (error._tag) {
    case 'Rejected':
      return `the rules say no (${error.rejection._tag})`
    case 'Overloaded':
      return `${error.waiting} commands wait for one channel already`
    case 'Unavailable':
      return `the log or the read models can't be reached: ${error.cause}`
    case 'InDoubt':
      return `no answer came to what was written last: ${error.cause}`
    case 'TooLarge':
      return `a command has ${error.bytes} bytes, and ${error.most} are the most`
    case 'StreamDeleted':
      return `the stream ${error.stream} was deleted for good`
    case 'Corrupt':
      return `what the log holds can't be read: ${error.cause}`
    default:
      return error satisfies never
  }
}
