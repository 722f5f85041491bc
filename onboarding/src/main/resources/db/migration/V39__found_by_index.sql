-- What a connection's consents are found by, twice for each page that is read, and its requests and attempts.
create index request_line_of_connection on request_line (connection_id) where connection_id is not null;
create index request_line_of_consent on request_line (consent_id) where consent_id is not null;
create index connection_of_request on connection (request_id);
create index connection_attempt_of_connection on connection_attempt (connection_id);

-- Whose books software tells of: each time it tells something.
create index connection_of_account on connection (software, external_id);

-- How far a request's data are read: on its page, and on the customer's last.
create index sync_position_of_request on sync_position (request_id);
