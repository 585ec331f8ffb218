/**
 * The messages and stubs that the client package was generated with: those that its own channels speak. They come
 * as CommonJS, whose names only the default import has.
 */
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js'

export { shared, streams, streamsService }
