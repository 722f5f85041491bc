-- Each mark that the engine holds of a run is a row of its own, so that a node that gets no answer holds up nobody else.
create table engine_mark (
    run          uuid not null references engine_run on delete cascade,
    number       int not null,
    leased_until timestamptz, -- while it is asked with; in the past if the answer was lost
    primary key (run, number)
);
grant select, insert, update, delete on engine_mark to ledgerstream_app;

insert into engine_mark (run, number)
select id, n from engine_run, generate_series(mark + case when leased_until is null then 0 else 1 end, laid) n
where ended_at is null;

alter table engine_run
    drop column mark,
    drop column laid,
    drop column leased_until,
    add column entering_until timestamptz; -- while a node enters all open requests again

-- END ends an instance that may have lived on. Urgency: 0 a step of somebody at work, 1 a start, 2 what is entered again.
alter table outbox
    drop constraint outbox_kind_check,
    add constraint outbox_kind_check check (kind in ('START', 'CHANGED', 'MESSAGE', 'END')),
    add column urgency smallint not null default 0;
update outbox set urgency = 1 where kind = 'START' and done_at is null;
drop index outbox_due;
create index outbox_due on outbox (urgency, id) where done_at is null;
