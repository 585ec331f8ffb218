import { ShownFile } from '../files/ShownFile.tsx'
import type { OtherBody } from '../text/body.ts'
import { kindWords } from './kind-words.ts'

/** What a message holds beside words: a file as it can be shown, a place as a text, all else by its kind. */
export const Attached = ({ body }: { readonly body: OtherBody }) => {
  switch (body.kind) {
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
      return <ShownFile body={body} />
    case 'location':
      return (
        <p className="attached">
          <i>{kindWords.location}</i> {body.name !== undefined && <bdi className="named">{body.name}</bdi>}{' '}
          <span>
            {degrees(body.latitude, 'N', 'S')}, {degrees(body.longitude, 'E', 'W')}
          </span>
        </p>
      )
    case 'imagemap':
      return (
        <div className="attached">
          <i>{kindWords.imagemap}</i>
          <ul>
            {body.areas.map(({ link }, n) =>
              link === undefined ? null : (
                <li key={n}>
                  <a href={link} target="_blank" rel="noopener noreferrer nofollow">
                    {link}
                  </a>
                </li>
              ),
            )}
          </ul>
        </div>
      )
    case 'custom':
    case 'json':
      return (
        <p className="attached">
          <i>{kindWords[body.kind]}</i>
        </p>
      )
    case 'system':
      return <p className="attached">{body.code.replaceAll(/[_-]+/g, ' ')}</p>
    default:
      return body satisfies never
  }
}

const degrees = (value: number, above: string, below: string): string =>
  `${Math.abs(value).toFixed(4)}° ${value < 0 ? below : above}`
