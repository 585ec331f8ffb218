import { Command, CommanderError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import { type VariableName, variablesHelp } from './variables.ts'

/** A server, as `--help` tells of it. */
export interface ServerProgram {
  /** How people call it. */
  readonly name: string
  readonly description: string
  readonly variables: ReadonlyArray<VariableName>
}

/**
 * Looks at the words behind a server's name: it takes none but `--help`, since variables configure it. Left: the exit
 * code, where the words were answered, by the help or by what is wrong with them.
 */
export const serverCommandLine = (
  { name, description, variables }: ServerProgram,
  words: ReadonlyArray<string>,
): E.Either<number, void> => {
  const program = new Command(name)
    .description(description)
    .addHelpText('after', variablesHelp(variables))
    .showHelpAfterError('(--help says what there is)')
    .allowExcessArguments(false)
    .exitOverride()
    .action(() => {})
  try {
    // `pnpm start -- --help` hands on the two dashes, too.
    program.parse(words[0] === '--' ? words.slice(1) : words, { from: 'user' })
    return E.right(undefined)
  } catch (error) {
    if (error instanceof CommanderError) return E.left(error.exitCode)
    throw error
  }
}
