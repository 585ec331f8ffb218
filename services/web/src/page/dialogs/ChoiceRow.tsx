import { nameOf } from '../app/names.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Tile } from '../ui/Tile.tsx'
import type { Choice } from './choices.ts'

/** What a row of the switcher shows. */
export const ChoiceRow = ({ choice }: { readonly choice: Choice }) => {
  switch (choice.kind) {
    case 'conversation': {
      const { conversation } = choice
      const name = nameOf(conversation)
      return (
        <>
          <Tile conversation={conversation} />
          <span dir="auto" title={name}>
            {name}
          </span>
          {conversation.unread > 0 && <span className="badge">{conversation.unread}</span>}
        </>
      )
    }
    case 'person':
      return (
        <>
          <Avatar name={choice.person} />
          <span title={choice.person}>
            Talk to <bdi className="named">{choice.person}</bdi>
          </span>
        </>
      )
    case 'stranger':
      return (
        <span title={choice.person}>
          Nobody called <bdi className="named">{choice.person}</bdi> is known here…
        </span>
      )
    default:
      return choice satisfies never
  }
}
