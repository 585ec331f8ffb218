/**
 * The function that commits a group of appends that all go on where this process left their streams: it writes if the
 * head is still as the process left it, with its mark. If anybody wrote since, or deleted a stream, it writes nothing
 * and gives nothing, and `append` is to decide. So what it checks is one row, whatever the group holds. Should a
 * process ever remember wrongly, the index of streams and revisions refuses the statement (23505), as that of event ids
 * does where an event is known.
 */
export const appendAfterFunction = (schema: string): string => `
create or replace function ${schema}.append_after(
  mark_found uuid, new_mark uuid, event_streams integer[], event_revisions bigint[],
  event_ids text, event_types text, event_data text, event_metadata text, writer text,
  out recorded bigint, out last bigint
) language plpgsql as $$
declare
  separator constant text := chr(30);
begin
  if current_setting('synchronous_commit') = 'off' then
    perform set_config('synchronous_commit', 'on', true);
  end if;
  update ${schema}.head h set position = h.position + cardinality(event_streams), mark = new_mark
    where h.one and h.mark = mark_found returning h.position into last;
  if last is null then
    return;
  end if;
  recorded := floor(extract(epoch from clock_timestamp()) * 1000);
  insert into ${schema}.events (position, revision, recorded_at, stream, event_id, type, data, metadata)
    select last - cardinality(event_streams) + e.at, e.revision, recorded, e.stream, e.id::uuid, e.type, e.data, e.metadata
    from unnest(event_streams, event_revisions, string_to_array(event_ids, ','),
      string_to_array(event_types, separator), string_to_array(event_data, separator),
      string_to_array(event_metadata, separator)) with ordinality e(stream, revision, id, type, data, metadata, at);
  perform pg_notify('${schema}', writer || ' ' || last);
end
$$;
`
