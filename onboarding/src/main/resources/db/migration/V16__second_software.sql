-- A company that keeps its books in two places says so; this request connects one of them, the lender asks for the other.
alter table request_line add column second_software text check (length(second_software) <= 100);
