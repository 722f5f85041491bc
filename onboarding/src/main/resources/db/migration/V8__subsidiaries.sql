-- What lies between the customer's consent and a connection that is trusted, for software that keeps the books of several
-- companies in one account, or that needs settings before the customer leaves for it.
alter table request_line
    drop constraint request_line_attempt_state_check,
    add constraint request_line_attempt_state_check
        check (attempt_state in ('STARTED', 'AUTHORISED', 'TO_CHOOSE', 'MISMATCHED', 'TO_DECIDE', 'VERIFIED', 'REJECTED'));

alter table connection
    add column settings     bytea,   -- sealed; what the customer typed before leaving for the provider, until they are back
    add column subsidiaries text[],  -- the provider's ids of those that are shared; null where the account has one company
    add column sample       boolean not null default false; -- books to try things out with

alter table connection_attempt add column subsidiaries jsonb; -- offered to the customer, as the provider listed them

-- What the customer has chosen to share, of what: belongs to the consent. Never changed, never deleted by the application.
create table subsidiary_choice (
    id            uuid primary key,
    lender_id     uuid not null references lender,
    consent_id    uuid not null references consent,
    request_id    uuid not null references request,
    connection_id uuid not null references connection,
    offered       jsonb not null,
    chosen        jsonb not null,
    chosen_at     timestamptz not null
);
create index subsidiary_choice_of_consent on subsidiary_choice (consent_id, chosen_at);
alter table subsidiary_choice enable row level security;
create policy own_lender on subsidiary_choice using (lender_id = nullif(current_setting('app.lender', true), '')::uuid);
grant select, insert on subsidiary_choice to ledgerstream_app;

alter table lender add column sample_books boolean not null default false; -- whether a sandbox or sample company will do
