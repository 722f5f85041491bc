-- How many days ahead a customer is asked for what ends is the lender's policy: the first and the last mail. The one 14 days before is for all.
alter table lender
    add column renewal_first_days int not null default 30 check (renewal_first_days between 15 and 60),
    add column renewal_last_days  int not null default 3 check (renewal_last_days between 1 and 13);

drop function due_renewal_requests;
create function due_renewal_requests(at timestamptz, ends_after timestamptz, connection_after uuid, at_most int)
    returns table (connection_id uuid, lender_id uuid, what text, since timestamptz, ends_at timestamptz, time_zone text, country text,
                   first_days int, last_days int)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select e.connection_id, e.lender_id, e.what, e.since, e.ends_at, m.time_zone, m.country, b.renewal_first_days, b.renewal_last_days
          from (select c.id as connection_id, c.lender_id, c.company_id, 'CONSENT' as what, k.given_at as since, k.ends_at
                from consent k join request_line l on l.consent_id = k.id join request q on q.id = l.request_id and q.status = 'CONNECTED'
                     join connection c on c.state = 'LINKED' and (c.id = l.connection_id or l.connection_id is null and c.line_id = l.id)
                where k.ended_at is null and k.ends_at > at and k.ends_at <= at + interval '61 days'
                union all
                select c.id, c.lender_id, c.company_id, c.credential_kind,
                       coalesce((select max(a.authorised_at) from connection_attempt a where a.connection_id = c.id), c.linked_at), c.refresh_expires_at
                from connection c
                where c.state = 'LINKED' and c.credential_fixed and c.refresh_expires_at > at and c.refresh_expires_at <= at + interval '61 days') e
               join company m on m.id = e.company_id
               join lender b on b.id = e.lender_id and e.ends_at <= at + make_interval(days => b.renewal_first_days + 1)
          where m.archived_at is null and (e.ends_at, e.connection_id) > (ends_after, connection_after)
            and not exists (select from renewal r where r.connection_id = e.connection_id and r.what = e.what and r.ends_at = e.ends_at)
            and not exists (select from request_line l join request q on q.id = l.request_id
                            where l.connection_id = e.connection_id and q.kind = 'RECONNECTION' and q.status in ('REQUESTED', 'OPENED', 'IN_PROGRESS'))
          order by e.ends_at, e.connection_id limit at_most $$;
revoke execute on function due_renewal_requests from public;
grant execute on function due_renewal_requests to ledgerstream_app;
