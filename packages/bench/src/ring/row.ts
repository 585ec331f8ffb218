import type { Case } from './cases.ts'
import type { Load } from './load.ts'

/** One run of one side: the load, and the processor seconds a 1,000 messages of server and Postgres. */
export interface Run extends Load {
  readonly serverCpu: number
  readonly postgresCpu: number
}

/** All runs of one case, at saturation and at half of what saturates Socket.IO. */
export interface Row {
  readonly one: Case
  readonly socketIo: Run[]
  readonly parley: Run[]
  readonly paced: { readonly socketIo: Run[]; readonly parley: Run[] }
}
