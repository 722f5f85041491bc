-- When what is there came to be seen again last, so that everything is read once more: at most once a day.
alter table sync_position add column read_anew_at timestamptz;
