#!/bin/sh
# Camunda keeps its secondary storage in a database and a user of its own, on the same server.
set -eu
psql -v ON_ERROR_STOP=1 --username postgres --dbname postgres --set=password="$CAMUNDA_PASSWORD" <<'SQL'
create role camunda login password :'password';
create database camunda owner camunda;
SQL
