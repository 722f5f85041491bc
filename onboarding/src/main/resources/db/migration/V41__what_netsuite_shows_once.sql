-- What NetSuite shows only once is kept from when it was typed, wherever the customer goes on the way: secrets sealed, as our own key is.
alter table netsuite_setup add column client_secret bytea, add column token_secret bytea;
