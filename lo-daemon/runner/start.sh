# Verb `start`: writes the intent, raises the generation, spawns the job. At most one job at a time holds a slot.

start_verb() {
  check_purge
  use_slot "$REQ_owner" "$REQ_deployment" "$REQ_component"
  start_attempt=$SLOT/attempts/$REQ_generation.new.$REQ_nonce
  mkdir -p "$start_attempt" "$SLOT/run" || refuse_unwritten "$start_attempt" "$SLOT/run"
  trap 'remove_paths "$start_attempt"' EXIT
  read_payload "$start_attempt/payload"
  lock_for_start
  check_owner
  check_lease
  read_slot
  read_phase
  [ "$PHASE" != running ] || refuse_running
  if [ "$((ST_generation + 1))" -ne "$REQ_generation" ]; then
    unlock_slot
    reply STALE
    report_slot
    exit 0
  fi
  publish_intent || refuse_unwritten "$SLOT/attempts" "$SLOT"
  spawn_job
  refuse "STARTED $REQ_generation $REQ_nonce"
}

# A purge has a slot of its own, of a deployment that no desired state can name, and is the matter of every runtime.
check_purge() {
  [ -n "${REQ_purge:-}" ] || { [ "$REQ_deployment" != purge ] || refuse 'INVALID deployment'; return; }
  [ "$REQ_action $REQ_deployment $REQ_component" = "remove purge $REQ_application" ] || refuse 'INVALID purge'
  REQ_type=none
}

check_owner() {
  if ! read_record "$SLOT/owner" owner OW_ owner; then
    replace_record "$SLOT/owner" owner "owner $REQ_owner" "application $REQ_application" || refuse_unwritten "$SLOT"
    return 0
  fi
  [ "$OW_owner" = "$REQ_owner" ] || refuse "FENCED $OW_owner"
}

lock_for_start() {
  lock_idle_slot && return 0
  [ "$ST_generation" != 0 ] || refuse BUSY
  refuse_running
}

refuse_running() {
  read_intent "$ST_generation"
  refuse "RUNNING $ST_generation $ST_nonce ${IN_target:-none}"
}

# Everything that can fail for want of space happens before the generation is raised.
publish_intent() {
  ST_site=$REQ_site
  ST_application=$REQ_application
  ST_deployment=$REQ_deployment
  ST_component=$REQ_component
  ST_generation=$REQ_generation
  ST_nonce=$REQ_nonce
  split_payload "$start_attempt/payload" "$start_attempt/settings" "$start_attempt/environment" &&
    read_settings_digests && write_intent "$start_attempt/intent" &&
    preallocate_record "$start_attempt/result" &&
    preallocate_record "$start_attempt/started.next" &&
    preallocate_record "$SLOT/state.last" &&
    write_state "$SLOT/state.next" || return 1
  sync "$start_attempt/intent" "$start_attempt/result" "$start_attempt/started.next" "$start_attempt/settings" \
    "$start_attempt/environment" "$start_attempt" "$SLOT/state.last" "$SLOT/state.next" || return 1
  ATTEMPT=$SLOT/attempts/$REQ_generation
  # Left over from a start that never raised the generation.
  remove_paths "$ATTEMPT"
  mv -T "$start_attempt" "$ATTEMPT" && sync "$SLOT/attempts" && mv -f "$SLOT/state.next" "$SLOT/state" && sync "$SLOT"
}

# Sets START_settings and START_environment.
read_settings_digests() {
  start_digests=$(sha256sum "$start_attempt/settings" "$start_attempt/environment") || return 1
  START_settings=${start_digests%% *}
  start_digests=${start_digests#*
}
  START_environment=${start_digests%% *}
}

# $1: file
write_intent() {
  write_record_in_place "$1" intent "generation $REQ_generation" "nonce $REQ_nonce" "action $REQ_action" "type $REQ_type" \
    "target $REQ_target" "content $REQ_content" "commit $REQ_commit" "version $REQ_version" \
    "application $REQ_application" "install-seconds $REQ_install_seconds" "health-seconds $REQ_health_seconds" \
    "stop-seconds $REQ_stop_seconds" "on-failure $REQ_on_failure" "settings $START_settings" \
    "environment $START_environment" "lease ${REQ_lease:-none}" "purge ${REQ_purge:-none}"
}

# The job inherits the lock, so that no moment exists in which the slot is free and the job not begun.
spawn_job() {
  become_session @job "$REQ_owner" "$REQ_deployment" "$REQ_component" "$REQ_generation" "$REQ_nonce" \
    </dev/null 2>&1 | become_session @pump "$ATTEMPT/log" >/dev/null 2>&1 9>&- &
  unlock_slot
}

# Becomes the runner in a session of its own. The environment is clean: this runner was called with it.
become_session() {
  exec setsid sh "$COLO_RUNNER" "$@"
}
