-- The same books, connected again later than 30 days after the end of the sharing, are a new connection: what was read over the one before is
-- kept until it is erased, as history, and counts until the new one has anything of the kind. A connection that other software has taken the place of
-- counts as the change says. Which are the same: the newest that is, or was, Linked.
create or replace view counted_record with (security_invoker = true) as
select r.* from record r
where not r.deleted
  and not exists (
    select from software_change s
    where s.completed_at is not null and s.new_connection is not null and r.connection_id in (s.old_connection, s.new_connection)
      and case when r.normalised ->> 'date' is not null
               then (r.normalised ->> 'date' >= to_char(s.cut_over_on, 'YYYY-MM-DD')) = (r.connection_id = s.old_connection)
               when r.normalised ->> 'month' is not null
               then (r.normalised ->> 'month' >= to_char(s.cut_over_on, 'YYYY-MM')) = (r.connection_id = s.old_connection)
               else false end
      and (r.connection_id = s.old_connection
           or exists (select from record o where o.connection_id = s.old_connection and o.data_type = r.data_type)))
  and not exists (
    select from connection c join connection n on n.company_id = c.company_id and n.software = c.software and n.external_id = c.external_id
                                                  and n.linked_at > c.linked_at
    where c.id = r.connection_id and c.state = 'UNLINKED'
      and not exists (select from software_change s where s.old_connection = c.id and s.completed_at is not null)
      and exists (select from record f where f.connection_id = n.id and f.data_type = r.data_type));
