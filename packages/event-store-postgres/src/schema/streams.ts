/**
 * The functions that write what a stream is rather than what happened in it. They lock the head, too: a stream
 * gets its number from it, and no append comes between the check and the change.
 */
export const streamFunctions = (schema: string): string => `
create or replace function ${schema}.set_metadata(
  stream text, age bigint, count bigint, before bigint, out was_deleted boolean
) language plpgsql as $$
declare
  last_stream integer;
begin
  select h.streams into strict last_stream from ${schema}.head h where h.one for update;
  select t.deleted into was_deleted from ${schema}.streams t where t.name = stream;
  if was_deleted then
    return;
  end if;
  if was_deleted is null then
    insert into ${schema}.streams (id, name, max_age, max_count, truncate_before)
      values (last_stream + 1, stream, age, count, before);
    update ${schema}.head h set streams = last_stream + 1 where h.one;
  else
    update ${schema}.streams t set max_age = age, max_count = count, truncate_before = before
      where t.name = stream;
  end if;
  was_deleted := false;
end
$$;

create or replace function ${schema}.delete_stream(
  stream text, expected bigint, out was_deleted boolean, out actual bigint, out done boolean
) language plpgsql as $$
begin
  perform 1 from ${schema}.head h where h.one for update;
  select t.deleted, (select max(e.revision) from ${schema}.events e where e.stream = t.id)
    into was_deleted, actual from ${schema}.streams t where t.name = stream;
  was_deleted := coalesce(was_deleted, false);
  actual := coalesce(actual, -1);
  done := not was_deleted and actual >= 0 and (expected = -2 or expected = actual);
  if done then
    update ${schema}.streams t set deleted = true where t.name = stream;
    -- Whoever remembers that the stream was there is to look again.
    update ${schema}.head h set mark = null where h.one;
  end if;
end
$$;
`
