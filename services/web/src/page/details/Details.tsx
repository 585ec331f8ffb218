import type { ChannelId } from '@parley/domain'
import { useRef } from 'react'
import { useClientState } from '../app/client-context.ts'
import { useMay } from '../app/may.ts'
import { isOfItsPeople, nameOf } from '../app/names.ts'
import { go, toChannel } from '../app/route.ts'
import { NewFeed } from '../feeds/NewFeed.tsx'
import { Bans } from '../moderation/Bans.tsx'
import { Nickname } from '../personal/Nickname.tsx'
import { Personal } from '../personal/Personal.tsx'
import { Mutes } from '../moderation/Mutes.tsx'
import { Reports } from '../moderation/Reports.tsx'
import { SlowMode } from '../moderation/SlowMode.tsx'
import { Pins } from '../pins/Pins.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { About } from './About.tsx'
import { AddPeople } from './AddPeople.tsx'
import { Ending } from './Ending.tsx'
import { Members } from './Members.tsx'

/** What a channel is about, who is in it, and what one may do about that. */
export const Details = ({ channelId }: { readonly channelId: ChannelId }) => {
  const conversation = useClientState((state) => state.conversations.get(channelId))
  const may = useMay(conversation)
  const pane = useRef<HTMLElement>(null)
  useFocusBack(pane, '.conversation [aria-expanded]')
  if (conversation === undefined) return null
  const isTheirs = isOfItsPeople(conversation)
  return (
    <aside className="side details" aria-label="Details" ref={pane}>
      <header className="bar">
        <div className="bar-words">
          <h2>Details</h2>
          <p dir="auto">{nameOf(conversation)}</p>
        </div>
        <IconButton icon="close" label="Close details" onClick={() => go(toChannel(channelId))} />
      </header>
      <div className="details-content">
        {!isTheirs && <About conversation={conversation} />}
        {!isTheirs && <AddPeople conversation={conversation} />}
        <Personal conversation={conversation} />
        {may('manageFeeds') && <NewFeed channelId={channelId} />}
        {may('nickname') && <Nickname channelId={channelId} />}
        <Pins mayUnpin={may('pin')} />
        <Members conversation={conversation} />
        {may('seeFlags') && <Reports channelId={channelId} mayLimit={may('setLimits')} />}
        {may('setLimits') && <SlowMode channelId={channelId} />}
        {may('mute') && <Mutes channelId={channelId} />}
        {may('ban') && <Bans channelId={channelId} />}
        {!isTheirs && <Ending conversation={conversation} />}
      </div>
    </aside>
  )
}
