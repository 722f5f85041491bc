-- How far back the customer lets these data be read: the day of the earliest consent for them less its months, by the company's days. It stays as time
-- passes. Null only where nothing is to be read.
alter table sync_position add column history_from date;
update sync_position p set history_from = coalesce(
    (select min(cast(k.given_at at time zone m.time_zone as date) - make_interval(months => cast(k.receipt #>> '{period,historyMonths}' as int)))::date
     from connection c join request_line l on l.connection_id = c.id or l.id = c.line_id join consent k on k.id = l.consent_id join company m on m.id = k.company_id
     where c.id = p.connection_id and k.erased_at is null and ('SPEND_ANALYSIS' = any (k.products) or p.data_type in ('ACCOUNTS', 'BALANCES'))),
    (p.planned_at - interval '24 months')::date);
alter table sync_position add check (next_at is null or history_from is not null);

-- First reads that are under way begin again, by the rule: their positions are places within all that is there.
update sync_position set position = null where last_synced_at is null and position is not null and data_type in ('BILLS', 'PAYMENTS', 'CREDITS', 'EXPENSES');

-- What was read beyond that goes: what is dated before the day, bills that are still open aside. Which of the others were open when they were read is
-- not known any more.
with beyond as (
    delete from record r using sync_position p
    where p.connection_id = r.connection_id and p.data_type = r.data_type and r.data_type in ('BILLS', 'PAYMENTS', 'CREDITS', 'EXPENSES')
      and coalesce(r.normalised ->> 'date', '') < to_char(p.history_from, 'YYYY-MM-DD')
      and not (r.data_type = 'BILLS' and not r.deleted and coalesce((r.normalised ->> 'balance')::numeric, 0) > 0)
    returning r.connection_id, r.data_type, r.deleted)
update sync_position p set records = p.records - b.live
from (select connection_id, data_type, count(*) filter (where not deleted) as live from beyond group by connection_id, data_type) b
where b.connection_id = p.connection_id and b.data_type = p.data_type;
