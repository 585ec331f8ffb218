import * as t from 'io-ts'
import { Description } from '../channel-facts.ts'
import { channelOrder } from './order.ts'

/** Say anew what a channel is about. */
export const DescribeChannel = t.strict(
  {
    type: t.literal('DescribeChannel'),
    ...channelOrder,
    description: Description,
  },
  'DescribeChannel',
)
export type DescribeChannel = t.TypeOf<typeof DescribeChannel>
