import type { MessageSent } from '@parley/domain'

/** What stands beside a body; null where there is none. */
export const besideIn = ({
  metadata,
  tags,
  mentions,
}: { readonly [F in 'metadata' | 'tags' | 'mentions']?: MessageSent[F] | null }) => ({
  metadata: metadata ?? null,
  tags: tags ?? null,
  mentions: mentions ?? null,
})
