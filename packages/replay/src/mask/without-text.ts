import type {
  AltText,
  ChannelName,
  Data,
  Description,
  FeedName,
  Label,
  Latitude,
  Link,
  Longitude,
  MessageText,
  Metadata,
  Reason,
} from '@parley/domain'

/** What people wrote. */
type Written =
  | AltText
  | MessageText
  | ChannelName
  | FeedName
  | Description
  | Label
  | Link
  | Data
  | Metadata
  | Latitude
  | Longitude
  | Reason

/** An event without what people wrote: those fields are not there. */
export type WithoutText<A> = A extends string | number | boolean | null | undefined
  ? A
  : A extends ReadonlyArray<infer Item>
    ? ReadonlyArray<WithoutText<Item>>
    : {
        readonly [Field in keyof A as Exclude<A[Field], undefined> extends Written | null
          ? never
          : Field]: WithoutText<A[Field]>
      }
