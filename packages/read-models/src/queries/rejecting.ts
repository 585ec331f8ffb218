import type { Rejection } from '@parley/domain'

/** Thrown out of a snapshot, so that it ends, and caught where the query is answered. */
export class Rejected extends Error {
  readonly rejection: Rejection

  constructor(rejection: Rejection) {
    super(rejection._tag)
    this.rejection = rejection
  }
}
