import type { FileBody } from './file-body.ts'
import { NamedFile } from './NamedFile.tsx'
import { useLink } from './use-link.ts'

/** A file of a message: a picture as one, sound and videos to be played, all else by its name and size. */
export const ShownFile = ({ body }: { readonly body: FileBody }) =>
  body.kind === 'file' ? <NamedFile body={body} /> : <Played body={body} />

/** Where it can't be shown, having gone or being kept elsewhere, its name stands for it. */
const Played = ({ body }: { readonly body: FileBody }) => {
  const { link, failed } = useLink(body.fileId)
  if (link === null) return <NamedFile body={body} />
  switch (body.kind) {
    case 'image':
      return (
        <NamedFile body={body}>
          <img
            className="shown-file"
            src={`${link}&part=thumbnail`}
            alt={body.name}
            width={body.width}
            height={body.height}
            loading="lazy"
            onError={failed}
          />
        </NamedFile>
      )
    case 'video':
      return (
        <>
          <video className="shown-file" src={link} controls preload="metadata" onError={failed} />
          <NamedFile body={body} />
        </>
      )
    case 'audio':
      return (
        <>
          <audio src={link} controls preload="none" onError={failed} />
          <NamedFile body={body} />
        </>
      )
    case 'file':
      return <NamedFile body={body} />
    default:
      return body satisfies never
  }
}
