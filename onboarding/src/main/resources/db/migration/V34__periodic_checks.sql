-- When it is asked next whose books a connection's are; null until the first time, a day after it was Linked.
alter table connection add column check_due_at timestamptz;
create index connection_check_due on connection (check_due_at) where state = 'LINKED';

create function due_checks(at timestamptz, at_most int) returns table (connection_id uuid, lender_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select id, lender_id from connection
          where state = 'LINKED' and (check_due_at <= at or check_due_at is null and linked_at <= at - interval '1 day')
          order by coalesce(check_due_at, linked_at) limit at_most $$;
revoke execute on function due_checks from public;
grant execute on function due_checks to ledgerstream_app;
