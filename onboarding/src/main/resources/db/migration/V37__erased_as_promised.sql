-- A consent says after how many days copies are erased: a lender that keeps them longer later does so for later consents. Null: only the policy says.
-- The application writes it with the consent and, as all of what was agreed to, cannot change it afterwards.
alter table consent add column erase_after_days int check (erase_after_days between 0 and 3650);
update consent k set erase_after_days = l.erase_after_days from lender l where l.id = k.lender_id;

-- What set-ups of before have left: keys that a connection has by now or that belong to a way that was left, and set-ups that are over.
delete from netsuite_setup s using request_line l, request r
where l.id = s.id and r.id = l.request_id
  and (l.software is distinct from 'netsuite' or r.status in ('DECLINED', 'CANCELLED', 'EXPIRED', 'UPLOADED')
       or r.status = 'CONNECTED' and exists (select from connection c where (c.line_id = l.id or c.id = l.connection_id) and c.state = 'UNLINKED' and c.linked_at is not null));
update netsuite_setup s set certificate = null, private_key = null, certificate_ends_at = null
from request_line l, request r where l.id = s.id and r.id = l.request_id and (r.status = 'CONNECTED' or s.way <> 'CERTIFICATE');
