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
