-- Which visit a code has let in: another one than it was asked for by, where two browsers had the same address. As with sign-in codes.
alter table manage_code add column used_by uuid;
