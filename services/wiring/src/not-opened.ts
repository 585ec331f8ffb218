import type { Conditions } from './conditions/conditions.ts'

/** Something that a start needs is not to be had. The message is for the person at the terminal. */
export class NotOpened extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NotOpened'
  }
}

/** How a store is opened. */
export interface Opening {
  /** How whoever reads of it has named the log's address, where that is no variable of the environment. */
  readonly called?: string
  /** Told, in words, what is waited for, and what is not as it should be. */
  readonly say?: (line: string) => void
  /** Milliseconds for which a server that can't be reached is tried again; 5,000 unless told. */
  readonly retryFor?: number
  /**
   * What is done where the read models of this version are not there. `build`: they are laid out, empty, by who starts
   * a projector too. `await`: a projector elsewhere is awaited, and nothing can be asked of them until then. `refuse`,
   * and unless told: they are not opened.
   */
  readonly readModels?: 'build' | 'await' | 'refuse'
  /** In channels of so many members at the most is it told who has read what; as usual where nobody says. */
  readonly mostForReceipts?: number | undefined
  /** Told what is wrong with the stores once they are open. */
  readonly conditions?: Conditions
}
