import type { ChannelId } from '@parley/domain'
import { useState } from 'react'
import { FeedDialog } from './FeedDialog.tsx'

/** Begins a feed beside the main one: where there is no other yet, here is where one finds it. */
export const NewFeed = ({ channelId }: { readonly channelId: ChannelId }) => {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <section className="about-section">
      <button type="button" className="quiet" onClick={() => setIsOpen(true)}>
        New feed
      </button>
      {isOpen && <FeedDialog channelId={channelId} feed={null} onClose={() => setIsOpen(false)} />}
    </section>
  )
}
