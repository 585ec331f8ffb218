import type { Body } from '@parley/domain'

/** What kinds of bodies are called. */
export const kindWords: Readonly<Record<Body['kind'], string>> = {
  text: 'Text',
  action: 'Action',
  image: 'Picture',
  video: 'Video',
  audio: 'Sound',
  file: 'File',
  location: 'Place',
  custom: 'Custom message',
  json: 'Data',
  imagemap: 'Picture with links',
  system: 'Notice',
}
