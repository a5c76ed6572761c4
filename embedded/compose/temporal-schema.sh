#!/bin/sh
# Run by docker compose before the Temporal server, as root: creates its two databases or brings their schema up to date, and copies the
# server's settings to where its own user can read them.
set -eu
umask 022
cp /dynamic-config.yaml /engine-settings/banjie.yaml
chmod 644 /engine-settings/banjie.yaml
export SQL_PLUGIN=postgres12 SQL_HOST=postgres SQL_PORT=5432 SQL_USER=temporal
for pair in temporal:temporal temporal_visibility:visibility; do
  database=${pair%%:*}
  schema=/etc/temporal/schema/postgresql/v12/${pair##*:}/versioned
  temporal-sql-tool --database "$database" create
  update() { temporal-sql-tool --database "$database" update-schema --schema-dir "$schema"; }
  # setup-schema would set the version of a database in use back to 0.0, so only one that has none gets it.
  if said=$(update 2>&1); then continue; fi
  case $said in
    *schema_version*'does not exist'*) ;;
    *) echo "$said" >&2; exit 1 ;;
  esac
  temporal-sql-tool --database "$database" setup-schema --version 0.0
  update
done
