import type { sendUnaryData } from '@grpc/grpc-js'
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js'
import { gossip as messages, shared } from './generated.ts'

export interface Member {
  readonly port: number
  readonly state: 'leader' | 'follower' | 'unknown'
  readonly alive: boolean
}

const { LEADER, FOLLOWER, UNKNOWN } = messages.MemberInfo.VNodeState

/** What the nodes tell of each other. */
export const gossip =
  (members: () => ReadonlyArray<Member>) =>
  (_call: unknown, answer: sendUnaryData<ClusterInfo>): void => {
    const info = new messages.ClusterInfo()
    for (const { port, state, alive } of members()) {
      const member = new messages.MemberInfo()
      member.setInstanceId(
        new shared.UUID().setString(`00000000-0000-4000-8000-${String(port).padStart(12, '0')}`),
      )
      member.setTimeStamp('0').setIsAlive(alive)
      member.setState(state === 'leader' ? LEADER : state === 'follower' ? FOLLOWER : UNKNOWN)
      member.setHttpEndPoint(new messages.EndPoint().setAddress('127.0.0.1').setPort(port))
      info.addMembers(member)
    }
    answer(null, info)
  }
