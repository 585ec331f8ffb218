import * as t from 'io-ts'

export type Partly<Always extends t.Props, Perhaps extends t.Props> = t.ExactC<
  t.IntersectionC<[t.TypeC<Always>, t.PartialC<Perhaps>]>
>

/** A record of fields that are always there, and of others that are perhaps; further ones are dropped. */
export const partly = <Always extends t.Props, Perhaps extends t.Props>(
  name: string,
  always: Always,
  perhaps: Perhaps,
): Partly<Always, Perhaps> => t.exact(t.intersection([t.type(always), t.partial(perhaps)]), name)
