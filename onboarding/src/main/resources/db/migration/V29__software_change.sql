-- A company works with other software from a day on. The connection to the old one stays until the new one is Linked; from then on each record
-- counts once: before the day in the old books, from it on in the new ones.
create table software_change (
    request_id     uuid primary key references request,
    lender_id      uuid not null references lender,
    old_connection uuid not null references connection,
    new_connection uuid references connection, -- null before it is Linked, and where files are given instead
    cut_over_on    date not null,
    completed_at   timestamptz
);
create index software_change_of_old on software_change (old_connection);
create index software_change_of_new on software_change (new_connection) where new_connection is not null;
alter table software_change enable row level security;
create policy own_lender on software_change using (lender_id = nullif(current_setting('app.lender', true), '')::uuid);
grant select, insert, update on software_change to ledgerstream_app;

-- What is counted: records that are there, each in the books of its day. What has no day (accounts, suppliers, what came before the first month)
-- counts in both. A month belongs to the new books from the one with the day on. Once the copies from the old books are erased, the new ones
-- count whole: they may hold what was carried over.
create view counted_record with (security_invoker = true) as
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
           or exists (select from record o where o.connection_id = s.old_connection and o.data_type = r.data_type)));
grant select on counted_record to ledgerstream_app;
