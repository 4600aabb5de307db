#!/bin/sh
# Runs once, when the database server is made: a role of its own for the portal, no superuser.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$PORTAL_PASSWORD" --username postgres <<'SQL'
CREATE ROLE blo LOGIN PASSWORD :'password';
CREATE DATABASE blo OWNER blo;
SQL
