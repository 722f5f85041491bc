-- Whether what came of a return from a provider was kept. One that was not, a node has died over: the customer is asked to connect again.
alter table oauth_state add column settled_at timestamptz;
update oauth_state set settled_at = consumed_at;
create index oauth_state_not_settled on oauth_state (consumed_at) where settled_at is null;

-- Access of connections that nobody has used for half of their credential's life, so that it is renewed long before it ends.
create function due_renewals(at timestamptz, at_most int) returns table (connection_id uuid, lender_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select c.id, c.lender_id from connection c
          where c.state = 'LINKED' and c.refresh_token is not null
            and c.access_expires_at + (c.refresh_expires_at - c.access_expires_at) / 2 <= at
          order by c.refresh_expires_at limit at_most $$;
create index connection_credential_ends on connection (refresh_expires_at) where state = 'LINKED';
revoke execute on function due_renewals from public;
grant execute on function due_renewals to ledgerstream_app;
