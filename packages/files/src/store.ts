import type { Readable } from 'node:stream'
import type { FileId, TenantId } from '@parley/domain'

/** Whose bytes: a file of a tenant. */
export interface Named {
  readonly tenantId: TenantId
  readonly fileId: FileId
}

/** Bytes from one to another, both counted from 0 and both read. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** What is kept of a file: what was uploaded, or the small picture that was made of it. */
export type Part = 'content' | 'thumbnail'

/** Bytes that are kept, and when they were written last: milliseconds since 1970. */
export interface Kept extends Named {
  readonly writtenAt: number
}

/** Where the bytes of files are kept. Every call rejects where the store can't be reached, or is full. */
export interface FileStore {
  /** How many bytes there are of a part: 0 where there are none. */
  readonly size: (file: Named, part: Part) => Promise<number>
  /**
   * Writes what comes from this byte on. Gives how many bytes there are then; where what comes ends early, what has come
   * stays, and the reason is thrown.
   */
  readonly write: (file: Named, from: number, bytes: AsyncIterable<Uint8Array>) => Promise<number>
  /** Leaves the first so many bytes of a file. */
  readonly cut: (file: Named, size: number) => Promise<void>
  /** Keeps a small picture of it, whole or not at all. */
  readonly putThumbnail: (file: Named, bytes: Uint8Array) => Promise<void>
  /** All bytes of a part, or a span of them. */
  readonly read: (file: Named, part: Part, span?: Span) => Readable
  /** Forgets all parts of it; nothing where there are none. */
  readonly remove: (file: Named) => Promise<void>
  /** Every file of which there are bytes. */
  readonly all: () => AsyncIterable<Kept>
}
