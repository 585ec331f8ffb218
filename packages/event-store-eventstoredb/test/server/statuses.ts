import { Metadata, status as code } from '@grpc/grpc-js'
import protobuf from 'google-protobuf'
import { Any } from 'google-protobuf/google/protobuf/any_pb.js'
import type { Endpoint } from './faults.ts'
import { shared, status } from './generated.ts'

/** An error of a call, with the trailers by which EventStoreDB says what it means. */
export class Refused extends Error {
  readonly code: code
  readonly details: string
  readonly metadata = new Metadata()

  constructor(grpc: code, details: string, trailers: Record<string, string> = {}) {
    super(details)
    this.code = grpc
    this.details = details
    for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, value)
  }
}

export const notReady = (): Refused => new Refused(code.UNAVAILABLE, 'Server Is Not Ready')
export const denied = (): Refused =>
  new Refused(code.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' })
export const timedOut = (): Refused => new Refused(code.DEADLINE_EXCEEDED, 'Operation timed out')
export const unauthenticated = (): Refused => new Refused(code.UNAUTHENTICATED, 'Unauthenticated')
export const notLeader = ({ host, port }: Endpoint): Refused =>
  new Refused(code.NOT_FOUND, `Leader info available: ${host}:${port}`, {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  })
export const streamDeleted = (stream: string): Refused =>
  new Refused(code.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  })
export const wrongVersion = (stream: string, expected: number, actual: number): Refused =>
  new Refused(code.FAILED_PRECONDITION, 'Wrong expected version', {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': String(expected),
    'actual-version': String(actual),
  })

interface Detail {
  serializeBinary(): Uint8Array
}

/** The error of one append of a batch: a status with a detail of that type. */
const appendError = (type: string, detail: Detail, message: string): InstanceType<typeof status.Status> => {
  const any = new Any()
  any.pack(detail.serializeBinary(), type)
  return new status.Status().setMessage(message).setDetails(any)
}

export const detailOf = {
  timeout: () => appendError('event_store.client.Timeout', new shared.Timeout(), 'Timeout'),
  notReady: () => appendError('google.protobuf.Empty', new shared.Empty(), 'Server Is Not Ready'),
  denied: () => appendError('event_store.client.AccessDenied', new shared.AccessDenied(), 'Access Denied'),
  deleted: () =>
    appendError('event_store.client.StreamDeleted', new shared.StreamDeleted(), 'Stream deleted'),
  tooLarge: (most: number) =>
    appendError(
      'event_store.client.MaximumAppendSizeExceeded',
      new shared.MaximumAppendSizeExceeded().setMaxappendsize(most),
      'Maximum Append Size Exceeded',
    ),
  /** As servers say it since 24.10.4, which the client's messages do not know. */
  eventTooLarge: (id: string, bytes: number, most: number) => {
    const writer = new protobuf.BinaryWriter()
    writer.writeString(1, id)
    writer.writeUint32(2, bytes)
    writer.writeUint32(3, most)
    return appendError(
      'event_store.client.MaximumAppendEventSizeExceeded',
      { serializeBinary: () => writer.getResultBuffer() },
      'MaximumAppendEventSizeExceeded',
    )
  },
  /** `actual` below 0: there is no stream. */
  conflict: (actual: number) => {
    const detail = new shared.WrongExpectedVersion()
    if (actual >= 0) detail.setCurrentStreamRevision(String(actual))
    return appendError('event_store.client.WrongExpectedVersion', detail, 'Wrong Expected Version')
  },
}
