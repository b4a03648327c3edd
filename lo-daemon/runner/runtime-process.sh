# Runtime `process`: one detached process (and what it starts) for each component.
#
# The contract of a runtime's script. Its functions run in the runner, in a process group of their own, after use_spec:
#   ID_facts     prints `NAME VALUE` lines about the host's tools; has the host settings, no spec
#   ID_stage     fetches what the node needs beforehand; has the settings of the coming version
#   ID_apply     makes the version of SPEC run, whatever ran before; 0 when the platform accepted it
#   ID_remove    makes nothing run and leaves nothing behind but what the application wrote
#   ID_purge     does that, and removes what the application wrote: DATA and what the platform keeps for it
#   ID_observe   prints `target DIGEST`, `health WORD`, `detail TEXT`: what there is now, whoever started it;
#                WORD: healthy, starting, unhealthy, stopped, unknown, absent
# They read S_ variables (the settings that the runtime's `prepare` made), SPEC, SPEC_FOLDER, IN_target, CONTENT_FILES,
# CONTENT_MANIFEST, DATA (see data.sh), RUN (a folder that stays until a removal) and call act_fail and act_note. All but
# facts may be repeated.

process_facts() {
  printf 'supervisor detached\n'
}

process_stage() {
  :
}

process_apply() {
  process_stop
  process_make_folder || act_fail 'the files could not be copied, probably for want of space'
  setsid sh "$COLO_RUNNER" @runtime process_become "$SLOT" "$SPEC" </dev/null 2>&1 |
    setsid sh "$COLO_RUNNER" @pump "$RUN/$SPEC/log" >/dev/null 2>&1 &
  # The pump ends with the process. How long a beginning takes is the matter of the deadline of the whole action.
  process_pump=$!
  begin_pauses
  until process_has_begun; do
    if ! read_process "$process_pump" || [ "$PROC_STATE" = Z ]; then
      process_has_begun || act_fail 'the process did not begin'
    fi
    pause
  done
}

process_has_begun() {
  process_read && [ "$PR_mark" = "$IN_nonce" ] && [ "$PR_generation" = "$SPEC" ]
}

process_remove() {
  process_stop
  process_adopt && remove_paths "$RUN"/[0-9]* || act_fail 'the files of the former version could not be taken over'
}

process_purge() {
  process_remove
  purge_data || act_fail 'the data could not be removed'
}

# The program works in a folder that stays, with what it wrote there, whatever version comes: see merge_data.
process_make_folder() {
  process_adopt && remove_paths "$RUN"/[0-9]* && mkdir -p "$RUN/$SPEC" "$DATA/data" && merge_data . programs
}

# Takes over the folder of a version that an older runner made, with all that was written to it.
process_adopt() {
  for process_old in "$RUN"/[0-9]*/files; do
    [ -d "$process_old" ] || continue
    process_generation=${process_old%/files}
    process_generation=${process_generation##*/}
    process_manifest=
    if read_record "$SLOT/attempts/$process_generation/intent" intent AD_ content; then
      process_manifest=$WORKDIR/content/${AD_content#sha256:}/manifest
    fi
    adopt_place "$process_old" . "$process_manifest" || return 1
  done
}

# Notes who it is going to be, then becomes the program: no program ever runs that is not on record.
process_become() {
  read_process "$$" || exit 1
  read_boot_id
  replace_record "$RUN/process" process "generation $SPEC" "mark $IN_nonce" "target $IN_target" "boot $BOOT_ID" "pid $$" \
    "start $PROC_START" || exit 1
  process_enter
  COLO_INSTANCE=$IN_nonce
  export COLO_INSTANCE
  eval "set -- $S_COMMAND"
  exec "$@"
}

# Goes to the program's folder and takes its environment. What it keeps apart from its files it writes to COLO_DATA_DIR.
process_enter() {
  # What an older runner started works where that put it, until the next apply.
  process_folder=$DATA/files
  [ ! -d "$RUN/$SPEC/files" ] || process_folder=$RUN/$SPEC/files
  cd "$process_folder/$S_FOLDER" || exit 1
  # shellcheck disable=SC1091 # assignments that LO quoted
  . "$SPEC_FOLDER/environment"
  COLO_DATA_DIR=$DATA/data
  export COLO_DATA_DIR
}

process_read() {
  read_record "$RUN/process" process PR_ generation mark target boot pid start
}

process_stop() {
  process_read || return 0
  read_boot_id
  if process_signal_settings && [ "$PR_boot" = "$BOOT_ID" ]; then
    if process_lives "$PR_boot" "$PR_pid" "$PR_start"; then
      kill "-$STOP_SIGNAL" "-$PR_pid" 2>/dev/null
    fi
    process_await_end "$STOP_SECONDS" || process_kill_members
  fi
  rm -f "$RUN/process"
  sync "$RUN"
}

# How to stop is a matter of the version that runs, not of the one that comes.
process_signal_settings() {
  STOP_SIGNAL=TERM
  STOP_SECONDS=10
  if [ -r "$SLOT/attempts/$PR_generation/settings" ]; then
    stop_settings=$(
      # shellcheck disable=SC1090 # assignments that LO quoted
      . "$SLOT/attempts/$PR_generation/settings"
      printf '%s %s' "${S_STOP_SIGNAL:-TERM}" "${S_STOP_SECONDS:-10}"
    )
    STOP_SIGNAL=${stop_settings% *}
    STOP_SECONDS=${stop_settings#* }
  fi
}

# Processes that came from the program, wherever they went: they carry its mark in their environment.
process_members() {
  ! process_lives "$PR_boot" "$PR_pid" "$PR_start" || printf '%s ' "$PR_pid"
  for member_file in $(grep -ls "COLO_INSTANCE=$PR_mark" /proc/[0-9]*/environ 2>/dev/null); do
    member_pid=${member_file#/proc/}
    printf '%s ' "${member_pid%/environ}"
  done
}

process_await_end() {
  read_uptime
  await_deadline=$((UPTIME + $1))
  begin_pauses
  # Where the program itself is there, nobody else needs to be looked for, which means every process of the node.
  while process_lives "$PR_boot" "$PR_pid" "$PR_start" || [ -n "$(process_members)" ]; do
    read_uptime
    [ "$UPTIME" -lt "$await_deadline" ] || return 1
    pause
  done
}

process_kill_members() {
  for kill_round in 1 2 3 4 5; do
    kill_pids=$(process_members)
    [ -n "$kill_pids" ] || return 0
    # shellcheck disable=SC2086 # a list of pids
    kill -KILL $kill_pids 2>/dev/null
    process_await_end 1 && return 0
  done
  act_fail "a process does not end even when killed (round $kill_round): $kill_pids"
}

process_observe() {
  if ! process_read; then
    if [ -d "$RUN/$SPEC" ]; then
      process_say none stopped 'it is not running'
    else
      process_say none absent ''
    fi
  elif ! process_lives "$PR_boot" "$PR_pid" "$PR_start"; then
    process_say "$PR_target" stopped "$(process_last_words)"
  elif [ -n "$S_HEALTH_COMMAND" ]; then
    if process_health=$(process_check 2>&1); then
      process_say "$PR_target" healthy ''
    else
      process_say "$PR_target" unhealthy "the health check failed: $process_health"
    fi
  elif has_settled "$PR_start"; then
    process_say "$PR_target" healthy ''
  else
    process_say "$PR_target" starting ''
  fi
}

process_say() {
  to_line "$3"
  printf 'target %s\nhealth %s\ndetail %s\n' "$1" "$2" "$LINE"
}

process_last_words() {
  printf 'the process is gone; its last output: '
  log_tail "$RUN/$PR_generation/log" 200
}

# shellcheck disable=SC2120 # its positional parameters are its own
process_check() {
  process_enter
  eval "set -- $S_HEALTH_COMMAND"
  exec timeout -s KILL "$S_HEALTH_SECONDS" "$@"
}
