import type { sendUnaryData } from '@grpc/grpc-js'
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js'
import { features } from './generated.ts'
import type { Node } from './node.ts'
import { notReady } from './statuses.ts'

const methods = ['read', 'append', 'batchappend', 'delete', 'tombstone']

/** What the server says that it can, and its version. */
export const supportedMethods =
  ({ faults }: Node) =>
  (_call: unknown, answer: sendUnaryData<SupportedMethods>): void => {
    if (faults.notReady) return answer(notReady())
    const supported = new features.SupportedMethods().setEventStoreServerVersion(faults.version)
    for (const name of methods) {
      const method = new features.SupportedMethod().setMethodName(name)
      supported.addMethods(method.setServiceName('event_store.client.streams.streams'))
    }
    answer(null, supported)
  }
