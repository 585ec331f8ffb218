/** What processes of the version before call while they are still at work: `append` before commits left a mark. */
export const earlierFunctions = (schema: string): string => `
create or replace function ${schema}.append(
  stream_names text, stream_of integer[], expected bigint[], counts integer[],
  event_ids text, owners integer[], event_types text, event_data text, event_metadata text, writer text,
  look boolean,
  out statuses integer[], out revisions bigint[], out positions bigint[], out recorded bigint, out last bigint
) language sql as $$
  select a.statuses, a.revisions, a.positions, a.recorded, a.last
  from ${schema}.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, gen_random_uuid()) a
$$;
`
