-- How far a customer is in letting us into NetSuite: survives sessions and devices, and a rejected connection. No secret of
-- theirs: those go into the connection at once. The private key is ours, and sealed.
create table netsuite_setup (
    id                   uuid primary key references request_line, -- of the line that is set up
    lender_id            uuid not null references lender,
    account_id           text,
    way                  text not null check (way in ('CERTIFICATE', 'CODE', 'TBA')),
    client_id            text, -- or the consumer key
    certificate_id       text,
    token_id             text,
    ticks                text[] not null default '{}',
    certificate          text, -- PEM, to be uploaded
    private_key          bytea,
    certificate_ends_at  timestamptz
);
alter table netsuite_setup enable row level security;
create policy own_lender on netsuite_setup using (lender_id = nullif(current_setting('app.lender', true), '')::uuid);
grant select, insert, update, delete on netsuite_setup to ledgerstream_app;
