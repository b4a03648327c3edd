# Verb `boot`: after the node has booted, starts what its own records say is running, for who holds the lease. It never
# starts an intent that has no end.

boot_verb() {
  touch_lease
  ! lease_permits || revive_all
  report_observation
}

revive_all() {
  for boot_slot in "$WORKDIR/slots/$REQ_owner"/*/*; do
    [ -d "$boot_slot" ] || continue
    SLOT=$boot_slot
    read_slot || continue
    [ "$ST_running" != none ] || continue
    boot_name=${SLOT#"$WORKDIR/slots/$REQ_owner/"}
    become_session @revive "$REQ_owner" "${boot_name%/*}" "${boot_name#*/}" </dev/null >/dev/null 2>&1 &
  done
  wait
}

# Internal verb `@revive OWNER DEPLOYMENT COMPONENT`: detached, so that a lost connection leaves nothing half started.
revive_verb() {
  use_slot "$1" "$2" "$3"
  # A busy lock must not cost the component its start. Where a job holds it, that job knows better what to start.
  lock_idle_slot || exit 0
  read_slot || exit 0
  [ "$ST_running" != none ] || exit 0
  observe_spec "$ST_running"
  [ "$OBS_health" = stopped ] || [ "$OBS_health" = absent ] || exit 0
  read_intent "$ST_running" && content_present "$IN_content" || exit 1
  bring_up "$ST_running"
}
