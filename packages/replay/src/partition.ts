import { crc32 } from 'node:zlib'

/** One of several parts of a log: whole streams, each in one part. `{ n: 1, of: 4 }` is the first of four. */
export interface Partition {
  readonly n: number
  readonly of: number
}

/** The most parts that a log is taken apart into. */
export const maxPartitions = 1_024

/**
 * The part, from 1 on, that a stream is in where there are so many: the CRC-32 of its name in UTF-8, modulo their
 * number. It is the same for ever and in every program, so that parts can be told apart outside of this one as well.
 *
 * @example partitionOf('channel-acme.0b0e4bb6-9a53-4e2a-8c1c-1d9d3b1a0c11', 4) // 1, 2, 3 or 4
 */
export const partitionOf = (stream: string, of: number): number => (crc32(stream) % of) + 1

/** Throws a `RangeError` where it is no part of anything. */
export const assertPartition = ({ n, of }: Partition): void => {
  const isOne = Number.isInteger(n) && Number.isInteger(of) && 1 <= n && n <= of && of <= maxPartitions
  if (!isOne) throw new RangeError(`not a partition: ${n} of ${of}, with at most ${maxPartitions} of them`)
}
