#!/bin/sh
# Run by docker compose once the Temporal server answers: the namespace and its typed search attributes (embedded/temporal.ts has the same).
set -eu
patiently() {
  for attempt in $(seq 30); do "$@" && return 0; sleep 2; done
  echo "Gave up: $*" >&2
  exit 1
}
patiently temporal operator cluster health
# Asking may fail although the namespace is there, and making it although it is not: all of it again.
has_namespace() {
  temporal operator namespace describe --namespace default >/dev/null 2>&1 ||
    temporal operator namespace create --namespace default --retention 30d --description Banjie
}
patiently has_namespace
# The server takes some seconds to learn of a new namespace.
for name in BanjieKind BanjieTier BanjieStatus BanjieDepartment; do
  patiently temporal operator search-attribute create --namespace default --name "$name" --type Keyword
done
