# Verbs `observe` and `look`: say what is there, change nothing but the lease.

OBSERVE_PARALLEL=8

observe_verb() {
  touch_lease
  report_observation
}

report_observation() {
  reply OBSERVED
  report_facts
  read_found
  report_lease
  report_neighbours
  set -- "$WORKDIR/slots/$REQ_owner"/*/*
  if [ "$#" -eq 1 ]; then
    observe_slot "$1"
  else
    observe_slots "$@" | cat
  fi
  report_strays
  report_purges
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
  read_slot || [ -e "$SLOT/run/spec" ] || is_found || return 0
  report_slot
}

is_found() {
  case $FOUND in *" ${SLOT#"$WORKDIR/slots/"} "*) ;; *) return 1 ;; esac
}

# Slots whose folder is gone, and of which something lives. And which runtimes could not be asked for all of theirs.
report_strays() {
  [ -n "$FOUND" ] || return 0
  stray_seen=' '
  printf '%s\n' "$FOUND" | while IFS=' ' read -r stray_type stray_slot stray_rest; do
    : "$stray_rest"
    if [ "$stray_slot" = unsearched ]; then
      printf 'unsearched %s\n' "$stray_type"
      continue
    fi
    case $stray_seen in *" $stray_slot "*) continue ;; esac
    stray_seen="$stray_seen$stray_slot "
    SLOT=$WORKDIR/slots/$stray_slot
    [ ! -d "$SLOT" ] || continue
    read_slot || :
    report_slot
  done
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
    FOUND_APPLICATION=-
    add_runs
    [ "$PHASE" != lost ] || conclude_lost_attempt || :
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
application ${ST_application:-$FOUND_APPLICATION}
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
  OBS_health=absent
  [ "$SPEC" = none ] || observe_spec "$SPEC"
  if [ "$OBS_health" = absent ]; then
    add_found || :
    return 0
  fi
  # Settings that are gone describe nothing; what they were the settings of may still say what it is. Where everybody was asked
  # who may have it, and nobody does, there is nothing.
  if ! read_intent "$SPEC"; then
    ! add_found || return 0
    ! has_searched || return 0
    OBS_health=unknown
    OBS_detail='its records are gone'
  fi
  to_line "$OBS_detail"
  add_lines "runs-target $OBS_target" "runs-health $OBS_health" "runs-generation $OBS_generation" "runs-detail $LINE"
  [ -z "$OBS_instance" ] || add_lines "runs-instance $OBS_instance"
  [ -z "$OBS_up" ] || add_lines "runs-up $OBS_up"
  # Of what runs without an intent of its own, the type is that of the settings that it was looked for with.
  if ! read_intent "$OBS_generation"; then
    ! read_intent "$SPEC" || add_lines "runs-type $IN_type"
    return 0
  fi
  add_lines "runs-type $IN_type" "runs-content $IN_content" "runs-version $IN_version" "runs-commit $IN_commit"
}

# What no record of the slot speaks of, and still carries its mark. Sets FOUND_APPLICATION. Fails where there is nothing.
add_found() {
  read_found
  while IFS=' ' read -r found_type found_slot found_application found_generation found_target; do
    [ "$found_slot" = "${SLOT#"$WORKDIR/slots/"}" ] || continue
    FOUND_APPLICATION=$found_application
    add_lines "runs-type $found_type" "runs-target $found_target" "runs-generation $found_generation" \
      "runs-health unhealthy" "runs-detail it runs, and its records are gone"
    return 0
  done <<END
$FOUND
END
  return 1
}

# True where FOUND is all that there is.
has_searched() {
  [ "${REQ_search:-no}" = yes ] || return 1
  case $FOUND in *' unsearched'*) return 1 ;; esac
}

# Sets FOUND to all that carries a mark of the owner, once for each run of the runner; of a runtime that could not tell
# everything, `RUNTIME unsearched`. REQ_search says whether it may cost.
FOUND_READ=no
read_found() {
  [ "$FOUND_READ" = no ] || return 0
  FOUND_READ=yes
  FOUND=$(
    for found_runtime in $COLO_RUNTIMES; do
      { "${found_runtime}_find" "$REQ_owner" "${REQ_search:-no}" || printf 'unsearched\n'; } | sed "s/^/$found_runtime /"
    done
  )
}

report_facts() {
  report_systemd=no
  [ ! -d /run/systemd/system ] || report_systemd=yes
  read_boot_id
  read_uptime
  read_free_space
  IFS= read -r report_kernel </proc/sys/kernel/osrelease
  printf 'fact %s\n' "boot-id $BOOT_ID" "uptime $UPTIME" "architecture $(uname -m)" "kernel $report_kernel" \
    "systemd $report_systemd" "clock $(date +%s)"
  # With the boot it tells this folder from that of any other host, and knows it again under another name of the host.
  report_folder=$(stat -c %d:%i . 2>/dev/null)
  ! all_of "$report_folder" '0-9:' || printf 'fact folder %s\n' "$report_folder"
  [ -z "$FREE_KILOBYTES" ] || printf 'fact disk-free-kilobytes %s\n' "$FREE_KILOBYTES"
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
