import * as t from 'io-ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { rowAt } from '../kit/row.ts'
import type { FavouriteSet } from './events.ts'
import { ownCommand, ownFactsOf } from './own-command.ts'
import { favouriteRows } from './rows.ts'

/** PERSONAL-20: put a channel among one's favourites, or out of them. */
export const SetFavourite = ownCommand(
  'SetFavourite',
  { always: { favourite: t.boolean }, perhaps: {} },
  {
    reads: ({ channelId }) => [favouriteRows.key(channelId)],
    decide: (command, rows) => {
      const { channelId, favourite } = command
      if ((rowAt(rows, favouriteRows.key(channelId)) !== undefined) === favourite) return nothing
      return makes<FavouriteSet>({ type: 'FavouriteSet', ...ownFactsOf(command), favourite })
    },
  },
)
export type SetFavourite = CommandOf<typeof SetFavourite>
