/** An event that was proposed, as it came over the wire. */
export interface Proposed {
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly data: Uint8Array
  readonly metadata: Uint8Array
}

/** An event as the test server keeps it: bytes, since it has no opinion about them. */
export interface StoredEvent extends Proposed {
  readonly stream: string
  readonly revision: number
  readonly position: number
  readonly created: Date
}

export interface Written {
  readonly revision: number
  readonly position: number
}

export type Expected = number | 'no-stream' | 'stream-exists' | 'any'

/** Why nothing was written; `actual` is the last revision, -1 where there is no stream. */
export type Refusal = 'deleted' | { readonly actual: number }
