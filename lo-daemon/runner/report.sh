# Verbs `observe` and `look`: say what is there, change nothing but the lease.

OBSERVE_PARALLEL=8

observe_verb() {
  touch_lease
  report_observation
}

report_observation() {
  reply OBSERVED
  report_facts
  report_lease
  set -- "$WORKDIR/slots/$REQ_owner"/*/*
  if [ "$#" -eq 1 ]; then
    observe_slot "$1"
  else
    observe_slots "$@" | cat
  fi
  printf 'complete\n'
}

# One pipe and one write for each slot keep the lines of slots apart, although they are observed side by side.
observe_slots() {
  observe_count=0
  for observe_folder in "$@"; do
    observe_slot "$observe_folder" &
    observe_count=$((observe_count + 1))
    [ "$((observe_count % OBSERVE_PARALLEL))" -ne 0 ] || wait
  done
  wait
}

# $1: folder of a slot, if it is one
observe_slot() {
  SLOT=$1
  [ -d "$SLOT" ] || return 0
  read_slot || [ -e "$SLOT/run/spec" ] || return 0
  report_slot
}

# Waits, as long as it was asked to, for the newest attempt to end; then reports the slot and the end of its log.
look_verb() {
  use_slot "$REQ_owner" "$REQ_deployment" "$REQ_component"
  read_uptime
  look_deadline=$((UPTIME + ${REQ_wait:-0}))
  look_unlocked=no
  begin_pauses
  while :; do
    read_slot
    read_phase
    [ "$PHASE" = running ] || break
    [ "$ST_nonce" = "${REQ_nonce:-$ST_nonce}" ] || break
    read_uptime
    look_left=$((look_deadline - UPTIME))
    [ "$look_left" -gt 0 ] || break
    # The end of a job shows in its lock before it shows in a list of processes.
    if [ "$look_unlocked" = no ] && await_unlocked "$look_left"; then
      look_unlocked=yes
    else
      pause
    fi
  done
  reply SLOT
  report_slot
  printf 'complete\n'
  [ "$ST_generation" = 0 ] || [ "${REQ_log:-0}" -eq 0 ] || log_tail "$ATTEMPT/log" "$REQ_log"
}

# Reports a slot that read_slot has loaded.
report_slot() {
  read_phase
  # What runs and how the attempt stands belong together only where no job began or ended between the two looks: what
  # was seen during a job is no word on how it ended.
  while :; do
    report_before="$ST_generation $ST_nonce $PHASE"
    report_lines=
    add_runs
    read_slot
    read_phase
    [ "$report_before" != "$ST_generation $ST_nonce $PHASE" ] || break
  done
  add_lines "phase $PHASE"
  if [ "$ST_generation" != 0 ] && read_intent "$ST_generation"; then
    add_lines "action $IN_action" "target $IN_target"
  fi
  if [ "$PHASE" = finished ]; then
    to_line "$RES_message"
    add_lines "result-generation $RES_generation" "result-nonce $RES_nonce" "result-outcome $RES_outcome" \
      "result-code $RES_code" "result-runs $RES_runs" "result-message $LINE"
  fi
  printf '%s\n' "slot ${SLOT#"$WORKDIR/slots/"}
site ${ST_site:-none}
application ${ST_application:-none}
generation $ST_generation
nonce $ST_nonce$report_lines
slot-end"
}

# $@: lines of the report
add_lines() {
  for report_line in "$@"; do
    report_lines="$report_lines
$report_line"
  done
}

add_runs() {
  spec_generation
  [ "$SPEC" != none ] || return 0
  observe_spec "$SPEC"
  [ "$OBS_health" != absent ] || return 0
  to_line "$OBS_detail"
  add_lines "runs-target $OBS_target" "runs-health $OBS_health" "runs-generation $SPEC" "runs-detail $LINE"
  read_intent "$SPEC" || return 0
  add_lines "runs-type $IN_type" "runs-content $IN_content" "runs-version $IN_version" "runs-commit $IN_commit"
}

report_facts() {
  report_systemd=no
  [ ! -d /run/systemd/system ] || report_systemd=yes
  read_boot_id
  read_uptime
  read_free_space
  IFS= read -r report_kernel </proc/sys/kernel/osrelease
  printf 'fact %s\n' "boot-id $BOOT_ID" "uptime $UPTIME" "architecture $(uname -m)" "kernel $report_kernel" \
    "systemd $report_systemd" "disk-free-kilobytes $FREE_KILOBYTES" "clock $(date +%s)"
  for report_runtime in $COLO_RUNTIMES; do
    report_tools=$("${report_runtime}_facts")
    while IFS=' ' read -r fact_name fact_value; do
      [ -n "$fact_name" ] || continue
      to_line "$fact_value"
      printf 'tool %s.%s %s\n' "$report_runtime" "$fact_name" "$LINE"
    done <<END
$report_tools
END
  done
}
