# Internal verb `@job OWNER DEPLOYMENT COMPONENT GENERATION NONCE`: one attempt, from its intent to its result.
# It holds the slot's lock all its life and outlives the connection that asked for it.

job_verb() {
  use_slot "$1" "$2" "$3"
  lock_slot_inherited || exit 75
  read_slot || exit 75
  if [ "$ST_generation" != "$4" ] || [ "$ST_nonce" != "$5" ] || ! read_intent "$4"; then
    exit 75
  fi
  ! lease_has_moved "$1" "$IN_lease" || exit 75
  JOB_intent_target=$IN_target
  if ! begin_attempt; then
    can_write "$SLOT" || :
    finish_attempt failed "$WRITE_PROBLEM" "it could not be noted that the attempt began$WRITE_NOTE"
  fi
  case $IN_action in
    remove)
      [ "${IN_purge:-none}" = none ] || purge_application "$1"
      remove_component
      ;;
    *) bring_component ;;
  esac
}

# Opened anew where it was not inherited; the same open file takes its own lock again without waiting.
lock_slot_inherited() {
  (: >&9) 2>/dev/null || exec 9>"$SLOT/lock"
  flock -n 9
}

# Notes the start, and with it the version to return to, before anything is touched.
begin_attempt() {
  [ "$ST_running" = none ] || ST_last_good=$ST_running
  read_process "$$" || return 1
  read_boot_id
  replace_record "$ATTEMPT/started" started "boot $BOOT_ID" "pid $$" "start $PROC_START" "runner $RUNNER_DIGEST" \
    "last-good $ST_last_good"
}

bring_component() {
  content_present "$IN_content" ||
    finish_attempt failed CONTENT_DAMAGED 'the files of this version are missing or damaged'
  clear_other_type "$ST_generation" || finish_attempt failed REMOVE_FAILED "$ACT_MESSAGE"
  read_intent "$ST_generation"
  if ! note_birth; then
    can_write "$WORKDIR" || :
    finish_attempt failed "$WRITE_PROBLEM" "it could not be noted in which epoch its data begins$WRITE_NOTE"
  fi
  if bring_up "$ST_generation"; then
    ST_running=$ST_generation
    ST_last_good=$ST_generation
    read_note
    finish_attempt installed OK "$NOTE"
  fi
  return_to_last_good "$ACT_CODE" "$ACT_MESSAGE"
}

# The new version failed. Goes back once, where there is somewhere to go back to and it was asked for.
# $1: code  $2: message
return_to_last_good() {
  if [ "$ST_last_good" != none ] && read_intent "$ST_last_good" && [ "$IN_target" = "$JOB_intent_target" ]; then
    # It is the same version that failed again: stopping it would help nobody.
    finish_attempt failed "$1" "$2"
  fi
  read_intent "$ST_generation"
  if [ "$ACT_UNTOUCHED" = yes ] && runs_on "$ST_last_good"; then
    ST_running=$ST_last_good
    finish_attempt rolled-back "$1" "$2"
  fi
  read_intent "$ST_generation"
  if [ "$IN_on_failure" = rollback ] && [ "$ST_last_good" != none ] && read_intent "$ST_last_good"; then
    ACT_MESSAGE=
    if content_present "$IN_content" && clear_other_type "$ST_last_good" && bring_up "$ST_last_good"; then
      ST_running=$ST_last_good
      finish_attempt rolled-back "$1" "$2"
    fi
    back_message=${ACT_MESSAGE:-the files of the last good version are damaged}
    # Where there was no room for the new version, nor to return, both may succeed once there is.
    back_code=ROLLBACK_FAILED
    case "$1 ${ACT_CODE:-}" in
      *DISK_FULL*) back_code=DISK_FULL ;;
      *READ_ONLY*) back_code=READ_ONLY ;;
      *WRITE_DENIED*) back_code=WRITE_DENIED ;;
    esac
    stop_everything
    finish_attempt failed "$back_code" "$2; then: $back_message$STOP_NOTE"
  fi
  stop_everything
  finish_attempt failed "$1" "$2$STOP_NOTE"
}

# True where a generation runs well, so that nothing has to be done to return to it.
# $1: generation, or none
runs_on() {
  [ "$1" != none ] && read_intent "$1" || return 1
  observe_spec "$1"
  [ "$OBS_health.$OBS_target.$OBS_generation" = "healthy.$IN_target.$1" ] || return 1
  # What could not be noted for want of space is in the result as well.
  replace_record "$SLOT/run/spec" spec "generation $1" || :
}

# Sets STOP_NOTE when that did not work.
stop_everything() {
  STOP_NOTE=
  ST_running=none
  spec_generation
  if [ "$SPEC" != none ] && ! stop_generation "$SPEC"; then
    STOP_NOTE="; it could not be stopped: $ACT_MESSAGE"
  fi
}

remove_component() {
  spec_generation
  # The settings that it was started with know best how to stop it; without them, this intent's own.
  if [ "$SPEC" = none ] || ! read_intent "$SPEC"; then
    SPEC=$ST_generation
  fi
  stop_generation "$SPEC" || finish_attempt failed "$ACT_CODE" "$ACT_MESSAGE"
  observe_spec "$SPEC"
  [ "$OBS_health" = absent ] || finish_attempt failed REMOVE_FAILED "still there: $OBS_health${OBS_detail:+: $OBS_detail}"
  rm -f "$SLOT/run/spec"
  ST_running=none
  ST_last_good=none
  finish_attempt removed OK ''
}

# Makes nothing run, in the time that the newest intent allows. Sets ACT_CODE and ACT_MESSAGE when it fails.
# $1: generation whose settings tell how
stop_generation() {
  read_intent "$ST_generation"
  act_on "$1" remove "$IN_stop_seconds"
}

# Applies the settings of a generation and waits for health. Sets ACT_CODE and ACT_MESSAGE when it fails.
# $1: generation
bring_up() {
  ACT_UNTOUCHED=yes
  ACT_CODE=SETTINGS_LOST
  ACT_MESSAGE="the settings of generation $1 are gone"
  read_intent "$1" || return 1
  replace_record "$SLOT/run/spec" spec "generation $1" || {
    can_write "$SLOT/run" || :
    ACT_CODE=$WRITE_PROBLEM
    ACT_MESSAGE="it could not be noted what is started$WRITE_NOTE"
    return 1
  }
  act_on "$1" apply "$IN_install_seconds" || return 1
  await_health "$1"
}

# Before another runtime takes over, what the former one runs is removed.
# $1: generation that comes
clear_other_type() {
  spec_generation
  [ "$SPEC" != none ] || return 0
  read_intent "$1" || return 1
  coming_type=$IN_type
  coming_action=$IN_action
  read_intent "$SPEC" || return 0
  if [ "$IN_type" = "$coming_type" ] && [ "$coming_action" != replace ]; then
    read_intent "$ST_generation"
    return 0
  fi
  stop_generation "$SPEC" || return 1
  rm -f "$SLOT/run/spec"
  read_intent "$ST_generation"
}

# Ends the attempt, and with it the job.
# $1: outcome  $2: code  $3: message
finish_attempt() {
  write_result "$@"
  [ "$1" != removed ] || forget_former_attempts
  exit 0
}

# Writes the result into its reserved block, then the state.
# $1: outcome  $2: code  $3: message
write_result() {
  result_runs=none
  if [ "$ST_running" != none ] && read_intent "$ST_running"; then
    result_runs=$IN_target
  fi
  to_line "$3"
  write_record_in_place "$ATTEMPT/result" result "generation $ST_generation" "nonce $ST_nonce" "outcome $1" "code $2" \
    "runs $result_runs" "running $ST_running" "last-good $ST_last_good" "message $LINE"
  write_state "$SLOT/state.last"
  sync "$ATTEMPT/result" "$SLOT/state.last" && mv -f "$SLOT/state.last" "$SLOT/state" && sync "$SLOT"
}

# An attempt whose job is gone has ended all the same where what it was to reach is seen: from then on its version is the
# one that runs, after a boot too, and the one to return to. Fails where it is not, or a job is at work by now.
conclude_lost_attempt() {
  read_intent "$ST_generation" || return 1
  case $IN_action:$OBS_health in
    remove:absent)
      conclude_as=removed
      # That nothing runs says nothing about data.
      if [ "${IN_purge:-none}" != none ]; then
        read_epoch "$WORKDIR/data/$REQ_owner/$IN_application"
        [ "$EPOCH" -ge "$IN_purge" ] || return 1
      fi
      ;;
    remove:*) return 1 ;;
    *:healthy)
      [ "$OBS_target.$OBS_generation" = "$IN_target.$ST_generation" ] || return 1
      conclude_as=installed
      ;;
    *) return 1 ;;
  esac
  lock_slot || return 1
  if read_slot && read_phase && [ "$PHASE" = lost ]; then
    ST_running=none
    ST_last_good=none
    if [ "$conclude_as" = installed ]; then
      ST_running=$ST_generation
      ST_last_good=$ST_generation
    fi
    write_result "$conclude_as" OK 'its job was lost; what it was to reach was seen afterwards'
  fi
  unlock_slot
}

# Of what was removed nothing is started again: its values and its output go at once, without waiting for a clean-up.
forget_former_attempts() {
  for forget_attempt in "$SLOT"/attempts/*; do
    [ "$forget_attempt" = "$ATTEMPT" ] || remove_paths "$forget_attempt"
  done
  sync "$SLOT/attempts"
}
