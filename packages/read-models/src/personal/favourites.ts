import { publicRows } from '@parley/contract'
import { favouriteRows } from '@parley/domain'
import { markedChannels } from './marked-channels.ts'

/** The channels among each person's favourites. */
export const favouritesModel = markedChannels('favourites', {
  kind: 'favourite',
  rows: favouriteRows,
  publicRow: publicRows.favourite,
  marks: (event) => (event.type === 'FavouriteSet' ? event.favourite : undefined),
})
