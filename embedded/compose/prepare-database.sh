#!/bin/sh
# Run by docker compose before everything else, every time: the two roles with the passwords of the environment, and Temporal's right to
# make its databases. PGHOST, PGUSER and PGPASSWORD name the owner.
set -eu
for role in banjie_app temporal; do
  case $role in banjie_app) password=$BANJIE_APP_PASSWORD ;; temporal) password=$TEMPORAL_DB_PASSWORD ;; esac
  psql --quiet --no-psqlrc -v ON_ERROR_STOP=1 -v role="$role" -v password="$password" --dbname=banjie <<'SQL'
SELECT format('CREATE ROLE %I LOGIN', :'role') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
ALTER ROLE :"role" PASSWORD :'password';
SQL
done
psql --quiet --no-psqlrc -v ON_ERROR_STOP=1 --dbname=banjie -c 'ALTER ROLE temporal CREATEDB'
