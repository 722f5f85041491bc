-- The signed receipts of a lender are a chain: each names the SHA-256 of the one signed before it, so that none is left out, put in or moved
-- without a trace. Here is the newest of each lender; whoever signs the next waits for this row. It begins after the newest that there is.
create table receipt_chain (
    lender_id uuid primary key references lender,
    sha256    text
);
alter table receipt_chain enable row level security;
create policy own_lender on receipt_chain using (lender_id = nullif(current_setting('app.lender', true), '')::uuid);
grant select, insert, update on receipt_chain to ledgerstream_app;

insert into receipt_chain (lender_id, sha256)
select distinct on (lender_id) lender_id, encode(sha256(convert_to(receipt_signed, 'UTF8')), 'hex')
from consent where receipt_signed is not null order by lender_id, given_at desc, id desc;

-- The words of the consent, sixth version: the accounts have always been read with what is booked to them, and "only what is listed here" has to
-- be true of them as well.
insert into consent_text (version, language, body, sha256, created_at)
select '2026-11f', language, body, encode(sha256(convert_to(body, 'UTF8')), 'hex'), timestamptz '2026-11-27 02:00:00Z'
from (select language, replace(replace(body, 'payments, expenses and credits', 'payments, expenses, credits and the chart of accounts'),
             'paiements, dépenses et avoirs', 'paiements, dépenses, avoirs et plan comptable') as body
      from consent_text where version = '2026-11e') as words;
