import type { Body } from '@parley/domain'

/** What a message says whose matter is a file. */
export type FileBody = Extract<Body, { readonly kind: 'image' | 'video' | 'audio' | 'file' }>
