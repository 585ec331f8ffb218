import { type Conversation, isPutAway } from '@parley/client'
import { isOfItsPeople } from '../app/names.ts'

/** A part of the list under a title of its own. */
export interface Section {
  readonly title: string
  readonly lines: ReadonlyArray<Conversation>
}

/** The parts of the list that have lines, in order: favourites, channels, people, and last what was put away. */
export const sectionsOf = (list: ReadonlyArray<Conversation>): ReadonlyArray<Section> => {
  const titled = Map.groupBy(list, titleOf)
  return titles.flatMap((title) => {
    const lines = titled.get(title)
    return lines === undefined ? [] : [{ title, lines }]
  })
}

export const putAwayTitle = 'Put away'
const titles = ['Favourites', 'Channels', 'Direct messages', putAwayTitle]

const titleOf = (conversation: Conversation): string => {
  if (isPutAway(conversation)) return putAwayTitle
  if (conversation.personal.favourite) return 'Favourites'
  return isOfItsPeople(conversation) ? 'Direct messages' : 'Channels'
}
