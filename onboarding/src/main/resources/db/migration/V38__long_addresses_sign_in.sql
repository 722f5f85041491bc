-- Spring Session keeps whose a session is by their address; as long as an address may be.
alter table spring_session alter column principal_name type varchar(254);
