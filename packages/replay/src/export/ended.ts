import type { ExportError } from './errors.ts'

/** Ends an export from wherever it is. */
export class ExportEnded extends Error {
  readonly reason: ExportError

  constructor(reason: ExportError) {
    super(reason._tag)
    this.reason = reason
  }
}
