# Runtime `process`: one detached process (and what it starts) for each component.
#
# The contract of a runtime's script. Its functions run in the runner, in a process group of their own, after use_spec:
#   ID_facts     prints `NAME VALUE` lines about the host's tools; has the host settings, no spec
#   ID_stage     fetches what the node needs beforehand; has the settings of the coming version
#   ID_apply     makes the version of SPEC run, whatever ran before; 0 when the platform accepted it
#   ID_remove    makes nothing run and leaves nothing behind but what the application wrote
#   ID_purge     does that, and removes what the application wrote: DATA and what the platform keeps for it
#   ID_observe   prints `target DIGEST`, `health WORD`, `detail TEXT`: what there is now, whoever started it;
#                WORD: healthy, starting, unhealthy, stopped, unknown, absent. And `instance TEXT`, another one after
#                each start, whoever asked for it, and `up SECONDS`, since the last start of whatever belongs to it
#   ID_find      prints `SLOT APPLICATION GENERATION TARGET`, once for each slot of an owner ($1) of which anything lives, by its
#                mark alone: has the host settings, no spec, and no record is asked. With $2 `no` only what costs no more than a
#                look at /proc; with `yes` everything. Fails where something that may have more of them does not answer
# They read S_ variables (the settings that the runtime's `prepare` made), SPEC, SPEC_FOLDER, IN_target, CONTENT_FILES,
# CONTENT_MANIFEST, DATA (see data.sh), RUN (a folder that stays until a removal) and call act_fail, act_fail_unwritten and act_note. All but
# facts may be repeated.

process_facts() {
  printf 'supervisor detached\n'
}

process_stage() {
  :
}

process_apply() {
  data_has_room . programs || act_fail_before 'there is no room for its files'
  process_stop
  write_or_fail 'the files could not be copied' process_make_folder
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

# Notes who it is going to be, then becomes the program: no program ever runs that is not on record. What it starts
# inherits the slot's mark, by which it is found whatever becomes of the record.
process_become() {
  read_process "$$" || exit 1
  read_boot_id
  replace_record "$RUN/process" process "generation $SPEC" "mark $IN_nonce" "target $IN_target" "boot $BOOT_ID" "pid $$" \
    "start $PROC_START" || exit 1
  process_enter
  COLO_INSTANCE=$IN_nonce
  COLO_SLOT=$SLOT/@$IN_application@$SPEC@$IN_target
  export COLO_INSTANCE COLO_SLOT
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

# Stops whatever carries the slot's mark, on record or not.
process_stop() {
  process_find_leader
  process_signal_settings
  read_boot_id
  if process_lives "$PR_boot" "$PR_pid" "$PR_start"; then
    # It leads its own group, but for one that was found by its mark alone.
    kill "-$STOP_SIGNAL" "-$PR_pid" 2>/dev/null || kill "-$STOP_SIGNAL" "$PR_pid" 2>/dev/null
  else
    stop_pids=$(process_members)
    # shellcheck disable=SC2086 # a list of pids
    [ -z "$stop_pids" ] || kill "-$STOP_SIGNAL" $stop_pids 2>/dev/null
  fi
  process_await_end "$STOP_SECONDS" || process_kill_members
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
    case $stop_settings in
      [A-Z]*' '[0-9]*)
        STOP_SIGNAL=${stop_settings% *}
        STOP_SECONDS=${stop_settings#* }
        ;;
    esac
  fi
}

# Sets PR_ to the program that runs: the one on record, or, where that record is gone, damaged, or put back from an older
# copy, the one that carries the slot's mark and leads a session, as what process_become became does. Fails when there is
# none; PR_ is then what the record says, if anything.
process_find_leader() {
  process_on_record=no
  leader_known=none
  if process_read; then
    process_on_record=yes
    ! process_lives "$PR_boot" "$PR_pid" "$PR_start" || return 0
    leader_known=$PR_mark
  fi
  for leader_pid in $(process_marked); do
    read_process "$leader_pid" && [ "$PROC_STATE" != Z ] && [ "$PROC_SESSION" = "$leader_pid" ] || continue
    leader_start=$PROC_START
    process_read_mark "$leader_pid"
    # What the program on record left behind when it ended is not the program.
    [ "$LD_mark" != "$leader_known" ] || continue
    read_boot_id
    PR_boot=$BOOT_ID
    PR_pid=$leader_pid
    PR_start=$leader_start
    PR_mark=$LD_mark
    PR_generation=$LD_generation
    PR_target=$LD_target
    return 0
  done
  return 1
}

# Sets LD_mark, LD_generation and LD_target by the mark of a process. A program of an earlier build has none that tells them:
# there, an attempt whose nonce it carries does.
# $1: pid
process_read_mark() {
  LD_mark=
  LD_generation=0
  LD_target=none
  while IFS= read -r mark_line; do
    case $mark_line in
      "COLO_SLOT=$SLOT/@"*@*@*)
        mark_line=${mark_line#"COLO_SLOT=$SLOT/@"*@}
        LD_generation=${mark_line%%@*}
        LD_target=${mark_line#*@}
        ;;
      COLO_INSTANCE=*) LD_mark=${mark_line#*=} ;;
    esac
  done <<END
$(process_environment "$1")
END
  if ! all_of "$LD_generation" '0-9' || ! digest_or_none "$LD_target"; then
    LD_generation=0
    LD_target=none
  fi
  [ "$LD_generation" = 0 ] || return 0
  for mark_attempt in "$SLOT"/attempts/*; do
    if read_record "$mark_attempt/intent" intent MK_ generation nonce target && [ "$MK_nonce" = "$LD_mark" ]; then
      LD_generation=$MK_generation
      LD_target=$MK_target
    fi
  done
}

# One variable a line; a line feed in a value cannot begin one.
# $1: pid
process_environment() {
  # A process may end meanwhile: what is to be silent stands before what may fail.
  tr '\000\012' '\012 ' 2>/dev/null <"/proc/$1/environ"
}

# Pids of all that carries the slot's mark in its environment.
process_marked() {
  set -- -e "COLO_SLOT=$SLOT/@"
  marked_nonces=' '
  for marked_attempt in "$SLOT"/attempts/*; do
    read_record "$marked_attempt/intent" intent MK_ nonce || continue
    set -- "$@" -e "COLO_INSTANCE=$MK_nonce"
    marked_nonces="$marked_nonces$MK_nonce "
  done
  if [ -n "${PR_mark:-}" ]; then
    set -- "$@" -e "COLO_INSTANCE=$PR_mark"
    marked_nonces="$marked_nonces$PR_mark "
  fi
  # The words may stand anywhere in an environment, as in the value of another variable: what has them is read in full.
  for marked_file in $(grep -Fls "$@" /proc/[0-9]*/environ 2>/dev/null); do
    marked_pid=${marked_file#/proc/}
    marked_pid=${marked_pid%/environ}
    process_environment "$marked_pid" | while IFS= read -r marked_line; do
      case $marked_line in
        "COLO_SLOT=$SLOT/@"*) ;;
        COLO_INSTANCE=?*)
          case $marked_nonces in *" ${marked_line#*=} "*) ;; *) continue ;; esac
          ;;
        *) continue ;;
      esac
      printf '%s ' "$marked_pid"
      break
    done
  done
}

# Pids of what writes to a pipe that a log of the slot is read from: a program that was started with an environment of its
# own (`env -i`, sudo), or that writes over it, still has that.
process_logged() {
  for logged_file in $(grep -Fls "$RUN/" /proc/[0-9]*/cmdline 2>/dev/null); do
    case $(tr '\000' ' ' 2>/dev/null <"$logged_file") in
      *" @pump $RUN/"*) ;;
      *) continue ;;
    esac
    logged_pipe=$(ls -l "${logged_file%/cmdline}/fd/0" 2>/dev/null)
    logged_pipe=${logged_pipe##* -> pipe:\[}
    logged_pipe=${logged_pipe%]}
    all_of "$logged_pipe" '0-9' || continue
    # shellcheck disable=SC2012 # names of the kernel
    ls -l /proc/[0-9]*/fd/1 /proc/[0-9]*/fd/2 2>/dev/null |
      sed -n "s|^.* /proc/\([0-9]*\)/fd/[12] -> pipe:\[$logged_pipe\]\$|\1|p" | tr '\012' ' '
  done
}

# Processes that came from the program, wherever they went: by the record, by the mark, by the pipe of its log.
process_members() {
  ! process_lives "$PR_boot" "$PR_pid" "$PR_start" || printf '%s ' "$PR_pid"
  process_marked
  process_logged
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
  if ! process_find_leader; then
    if [ "$process_on_record" = yes ]; then
      process_say "$PR_target" stopped "$(process_last_words)"
    elif [ -n "$(process_members)" ]; then
      process_say none unhealthy 'something that it started still runs'
    elif [ -d "$RUN/$SPEC" ]; then
      process_say none stopped 'it is not running'
    else
      process_say none absent ''
    fi
    return 0
  fi
  read_uptime
  printf 'generation %s\ninstance %s.%s\nup %s\n' "$PR_generation" "$PR_pid" "$PR_start" \
    "$(((UPTIME_TICKS - PR_start) / 100))"
  if [ "$PR_generation" != "$SPEC" ] && ! use_spec "$PR_generation"; then
    process_say "$PR_target" unhealthy 'the settings of what runs are gone'
  elif [ -n "$S_HEALTH_COMMAND" ]; then
    process_check_began=$UPTIME
    process_health=$(process_check 2>&1)
    process_check_status=$?
    if [ "$process_check_status" -eq 0 ]; then
      process_say "$PR_target" healthy ''
    else
      process_say "$PR_target" unhealthy "$(process_describe_check)"
    fi
  elif has_settled "$PR_start"; then
    process_say "$PR_target" healthy ''
  else
    process_say "$PR_target" starting 'it has just started'
  fi
}

# $1: owner  $2: not asked, because it always looks at everything
process_find() {
  cat /proc/[0-9]*/environ 2>/dev/null | tr '\000\012' '\012 ' |
    sed -n "s|^COLO_SLOT=$WORKDIR/slots/\($1/[A-Za-z0-9-]*/[a-z0-9-]*\)/@\([a-z0-9-]*\)@\([0-9]*\)@\([a-z0-9:]*\)\$|\1 \2 \3 \4|p" |
    sort -u
}

process_say() {
  to_line "$3"
  printf 'target %s\nhealth %s\ndetail %s\n' "$1" "$2" "$LINE"
}

process_last_words() {
  printf 'the process is gone'
  [ -z "$(process_members)" ] || printf ', and what it started still runs: a program has to stay in the foreground'
  last_words=$(log_tail "$RUN/$PR_generation/log" 200)
  printf '; %s' "${last_words:+its last output: }${last_words:-it printed nothing}"
}

# What a check that was killed at its deadline ended with is no word of its own.
process_describe_check() {
  read_uptime
  if [ "$process_check_status" -ge 124 ] && [ "$((UPTIME - process_check_began))" -ge "$S_HEALTH_SECONDS" ]; then
    printf 'the health check timed out: it did not end within %s seconds' "$S_HEALTH_SECONDS"
  else
    printf 'the health check failed with status %s' "$process_check_status"
  fi
  printf '%s' "${process_health:+: $process_health}"
}

# shellcheck disable=SC2120 # its positional parameters are its own
process_check() {
  process_enter
  eval "set -- $S_HEALTH_COMMAND"
  exec timeout -s KILL "$S_HEALTH_SECONDS" "$@"
}
