import type { TimelineTarget } from '@parley/client'
import * as sample from '@parley/domain/testing'
import { visit } from './visit.ts'
import { aboutMessage, type Acts, channelOf, inChannel, rootOf } from './act.ts'

const targetOf = (at: 'latest' | 'unread' | number): TimelineTarget =>
  typeof at === 'number' ? sample.segment(at) : at

/** Where people look, and no longer. */
export const looked: Acts<
  | 'open'
  | 'shut'
  | 'openThread'
  | 'shutThread'
  | 'loadEarlier'
  | 'loadLater'
  | 'loadMembers'
  | 'goTo'
  | 'visit'
> = {
  open: (world, step) =>
    inChannel(world, step, (client, channelId) => client.open(channelId, targetOf(step.at))),
  shut: (world, step) => inChannel(world, step, (client, channelId) => client.shut(channelId)),
  goTo: (world, step) =>
    inChannel(world, step, (client, channelId) => client.goTo(channelId, targetOf(step.at))),
  visit: (world, step) => {
    const channelId = channelOf(world, step)
    if (channelId !== undefined) world.track(visit(world, sample.userId(step.person), channelId, step.after))
  },
  openThread: (world, step) =>
    aboutMessage(world, step, (client, message) => client.openThread(message.channelId, rootOf(message))),
  shutThread: (world, step) =>
    aboutMessage(world, step, (client, message) => client.shutThread(message.channelId, rootOf(message))),
  loadEarlier: (world, step) => inChannel(world, step, (client, channelId) => client.loadEarlier(channelId)),
  loadLater: (world, step) => inChannel(world, step, (client, channelId) => client.loadLater(channelId)),
  loadMembers: (world, step) => inChannel(world, step, (client, channelId) => client.loadMembers(channelId)),
}
