# Verbs `observe` and `look`: say what is there, change nothing.

OBSERVE_PARALLEL=8

observe_verb() {
  reply OBSERVED
  # One pipe and one write for each slot keep the lines of slots apart, although they are observed side by side.
  {
    report_facts
    observe_count=0
    for observe_slot in "$WORKDIR/slots/$REQ_owner"/*/*; do
      [ -d "$observe_slot" ] || continue
      (
        SLOT=$observe_slot
        read_slot || [ -e "$SLOT/run/spec" ] || exit 0
        report_text=$(report_slot)
        printf '%s\n' "$report_text"
      ) &
      observe_count=$((observe_count + 1))
      [ "$((observe_count % OBSERVE_PARALLEL))" -ne 0 ] || wait
    done
    wait
    printf 'complete\n'
  } | cat
}

# Waits, as long as it was asked to, for the newest attempt to end; then reports the slot and the end of its log.
look_verb() {
  use_slot "$REQ_owner" "$REQ_deployment" "$REQ_component"
  look_deadline=$(($(uptime_seconds) + ${REQ_wait:-0}))
  while :; do
    read_slot
    read_phase
    [ "$PHASE" = running ] || break
    [ "$ST_nonce" = "${REQ_nonce:-$ST_nonce}" ] || break
    [ "$(uptime_seconds)" -lt "$look_deadline" ] || break
    pause
  done
  reply SLOT
  report_slot
  printf 'complete\n'
  [ "$ST_generation" = 0 ] || [ "${REQ_log:-0}" -eq 0 ] || log_tail "$ATTEMPT/log" "$REQ_log"
}

report_slot() {
  read_slot
  read_phase
  # What runs and how the attempt stands belong together only where no job began or ended between the two looks: what
  # was seen during a job is no word on how it ended.
  while :; do
    report_before="$ST_generation $ST_nonce $PHASE"
    report_seen=$(report_runs)
    read_slot
    read_phase
    [ "$report_before" != "$ST_generation $ST_nonce $PHASE" ] || break
  done
  printf 'slot %s\n' "${SLOT#"$WORKDIR/slots/"}"
  printf '%s\n' "site ${ST_site:-none}" "application ${ST_application:-none}" "generation $ST_generation" \
    "nonce $ST_nonce"
  [ -z "$report_seen" ] || printf '%s\n' "$report_seen"
  printf 'phase %s\n' "$PHASE"
  if [ "$ST_generation" != 0 ] && read_intent "$ST_generation"; then
    printf '%s\n' "action $IN_action" "target $IN_target"
  fi
  if [ "$PHASE" = finished ]; then
    printf '%s\n' "result-generation $RES_generation" "result-nonce $RES_nonce" "result-outcome $RES_outcome" \
      "result-code $RES_code" "result-runs $RES_runs" "result-message $(one_line "$RES_message")"
  fi
  printf 'slot-end\n'
}

report_runs() {
  spec_generation
  [ "$SPEC" != none ] || return 0
  read_intent "$SPEC"
  observe_spec "$SPEC"
  [ "$OBS_health" != absent ] || return 0
  printf '%s\n' "runs-target $OBS_target" "runs-health $OBS_health" "runs-generation $SPEC" \
    "runs-detail $(one_line "$OBS_detail")"
  read_intent "$SPEC" || return 0
  printf '%s\n' "runs-type $IN_type" "runs-content $IN_content" "runs-version $IN_version" "runs-commit $IN_commit"
}

report_facts() {
  report_systemd=no
  [ ! -d /run/systemd/system ] || report_systemd=yes
  printf 'fact %s\n' "boot-id $(boot_id)" "uptime $(uptime_seconds)" "architecture $(uname -m)" "kernel $(uname -r)" \
    "systemd $report_systemd" "disk-free-kilobytes $(free_kilobytes)" "clock $(date +%s)"
  for report_runtime in $COLO_RUNTIMES; do
    (
      "${report_runtime}_facts" | while IFS=' ' read -r fact_name fact_value; do
        printf 'tool %s.%s %s\n' "$report_runtime" "$fact_name" "$(one_line "$fact_value")"
      done
    )
  done
}
