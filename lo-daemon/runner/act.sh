# How the job calls a runtime: every function runs in a process group of its own, without the slot's lock, and within a
# deadline.

# Sets SPEC to the generation that was acted on last, or `none`. Where the newest attempt has told what it left running,
# that is it; a record that is gone, or was put back from an older copy, is no reason to look for something else.
spec_generation() {
  SPEC=none
  if [ "$RESULT_KNOWN" = yes ] && [ "$ST_running" != none ]; then
    SPEC=$ST_running
  elif read_record "$SLOT/run/spec" spec SP_ generation; then
    SPEC=$SP_generation
  elif [ "$RESULT_KNOWN" = no ] && [ "$ST_generation" != 0 ] && read_intent "$ST_generation" &&
    [ "$IN_action" != remove ] && [ -e "$ATTEMPT/started" ]; then
    SPEC=$ST_generation
  elif [ "$ST_running" != none ]; then
    SPEC=$ST_running
  fi
}

# $1: generation  $2: apply | remove  $3: seconds. Sets ACT_CODE and ACT_MESSAGE when it fails.
act_on() {
  ACT_CODE=
  ACT_MESSAGE=
  ACT_UNTOUCHED=no
  remove_paths "$SLOT/run/error" "$SLOT/run/note"
  run_bounded "$3" @act "$SLOT" "$1" "$2" "$ST_generation"
  act_status=$?
  [ "$act_status" -ne 0 ] || return 0
  case $2:$act_status in
    apply:124) ACT_CODE=APPLY_TIMEOUT ;;
    apply:28) ACT_CODE=DISK_FULL ;;
    apply:29)
      ACT_CODE=DISK_FULL
      ACT_UNTOUCHED=yes
      ;;
    apply:*) ACT_CODE=APPLY_FAILED ;;
    *:124) ACT_CODE=REMOVE_TIMEOUT ;;
    *) ACT_CODE=REMOVE_FAILED ;;
  esac
  ACT_MESSAGE="$2 ended with status $act_status"
  [ "$act_status" -ne 124 ] || ACT_MESSAGE="$2 took longer than $3 seconds"
  if [ -s "$SLOT/run/error" ]; then
    ACT_MESSAGE=$(head -c 300 "$SLOT/run/error")
  fi
  # What fails for want of space says nothing against the version, and may leave no room for a word about it.
  if { [ "$ACT_CODE" = APPLY_FAILED ] || [ "$ACT_CODE" = DISK_FULL ]; } && ! can_write "$SLOT/run"; then
    ACT_CODE=$WRITE_PROBLEM
    ACT_MESSAGE="nothing can be written in $WORKDIR$WRITE_NOTE"
  fi
  return 1
}

# Internal verb `@act SLOT GENERATION FUNCTION NEWEST`. What cannot be described any more can still be removed, by its mark: with
# the settings of the newest generation, which tell of the host.
act_verb() {
  SLOT=$1
  if ! use_spec "$2"; then
    [ "$3" = remove ] || act_fail "the settings of generation $2 are gone"
    use_spec "$4" || act_fail "the settings of generation $4 are gone"
    ! read_intent "$2" || act_type=$IN_type
  fi
  "${act_type:-$IN_type}_$3"
}

# For runtimes: ends the action with one line that people will read.
act_fail() {
  printf '%s\n' "$1" >&2
  to_line "$1"
  printf '%s' "$LINE" >"$SLOT/run/error"
  exit 1
}

# The same for what could not be written. The status (ENOSPC) says so where there is no room even for the line.
# $1: text
act_fail_unwritten() {
  (act_fail "$1")
  exit 28
}

# Runs a function that writes, and ends the action where it fails: as for want of space, but where it says something else.
# $1: text  $@: the function and its arguments
write_or_fail() {
  write_text=$1
  shift
  "$@" 2>"$RUN/trouble"
  write_status=$?
  cat "$RUN/trouble" >&2
  if [ "$write_status" -ne 0 ]; then
    write_why=
    ! [ -s "$RUN/trouble" ] || IFS= read -r write_why <"$RUN/trouble"
    if [ -z "$write_why" ] || grep -q -e 'No space left' -e 'quota exceeded' -e 'rite error' -e 'I/O error' "$RUN/trouble"; then
      act_fail_unwritten "$write_text, probably for want of space"
    fi
    act_fail "$write_text: $write_why"
  fi
  rm -f "$RUN/trouble"
}

# The same for what found no room before anything was touched: what runs goes on.
# $1: text
act_fail_before() {
  (act_fail "$1")
  exit 29
}

# Loads the intent and the settings of a generation for a runtime's function.
# Sets SPEC, SPEC_FOLDER, CONTENT_FILES, CONTENT_MANIFEST, DATA, RUN and the S_ variables of the settings.
use_spec() {
  SPEC=$1
  SPEC_FOLDER=$SLOT/attempts/$1
  RUN=$SLOT/run
  read_intent "$1" || return 1
  locate_content "$IN_content"
  locate_data
  # shellcheck disable=SC2034 # read by runtimes
  CONTENT_FILES=$CONTENT_FOLDER/files
  # shellcheck disable=SC2034
  CONTENT_MANIFEST=$CONTENT_FOLDER/manifest
  # shellcheck disable=SC1091 # assignments that LO quoted
  settings_are_whole "$SPEC_FOLDER" && . "$SPEC_FOLDER/settings"
}

# Asks the runtime what there is. Sets OBS_target, OBS_generation (whose settings it was started with), OBS_health (healthy,
# starting, unhealthy, stopped, unknown, absent), OBS_detail, OBS_wait (no: a version is up when it is there, healthy or
# not), OBS_instance (another one after each start) and OBS_up (seconds since the last start); these two may be empty.
# $1: generation whose settings describe it
observe_spec() {
  OBS_target=none
  OBS_health=absent
  OBS_detail=
  OBS_wait=yes
  OBS_instance=
  OBS_up=
  OBS_generation=$1
  observe_output=$(
    exec 9>&-
    use_spec "$1" && printf 'wait %s\n' "${S_WAIT:-yes}" && "${IN_type}_observe"
  ) || { observe_without_settings "$1"; return 0; }
  while IFS=' ' read -r observe_key observe_value; do
    case $observe_key in
      target) OBS_target=$observe_value ;;
      health) OBS_health=$observe_value ;;
      detail) OBS_detail=$observe_value ;;
      wait) OBS_wait=$observe_value ;;
      generation) OBS_generation=$observe_value ;;
      instance) OBS_instance=$observe_value ;;
      up) OBS_up=$observe_value ;;
    esac
  done <<END
$observe_output
END
}

# What cannot be described any more is to be replaced; a runtime that fails to answer may answer later.
# $1: generation
observe_without_settings() {
  OBS_health=unknown
  OBS_detail='the runtime does not answer'
  if ! read_intent "$1" || ! settings_are_whole "$SLOT/attempts/$1"; then
    OBS_health=unhealthy
    OBS_detail='the settings of what runs are gone'
  fi
}

# How often something may be started again by its platform before it has been healthy, until nobody waits any longer.
RESTARTS_BORNE=3

# Waits until a generation is healthy; with S_WAIT=no, until it is there. The last look begins when the time is over: one
# that began before and took long is no word on the end. Sets ACT_CODE and ACT_MESSAGE when it does not become so.
# $1: generation
await_health() {
  read_intent "$1"
  read_uptime
  health_deadline=$((UPTIME + IN_health_seconds))
  health_target=$IN_target
  health_instance=
  health_restarts=0
  begin_pauses
  while :; do
    read_uptime
    health_now=$UPTIME
    observe_spec "$1"
    case $OBS_health in
      healthy)
        [ "$OBS_target" != "$health_target" ] || return 0
        ;;
      starting | unhealthy)
        [ "$OBS_wait" != no ] || [ "$OBS_target" != "$health_target" ] || return 0
        ;;
      stopped)
        ACT_CODE=STOPPED
        ACT_MESSAGE="it stopped by itself${OBS_detail:+: $OBS_detail}"
        return 1
        ;;
    esac
    count_restart
    if [ "$health_restarts" -ge "$RESTARTS_BORNE" ]; then
      ACT_CODE=CRASH_LOOP
      ACT_MESSAGE="it was started again $health_restarts times${OBS_detail:+: $OBS_detail}"
      return 1
    fi
    if [ "$health_now" -ge "$health_deadline" ]; then
      ACT_CODE=UNHEALTHY
      [ "$OBS_health" != healthy ] || OBS_detail='it is another version that is'
      ACT_MESSAGE="not healthy after $IN_health_seconds seconds: $OBS_health${OBS_detail:+: $OBS_detail}"
      return 1
    fi
    pause
  done
}

count_restart() {
  [ -n "$OBS_instance" ] || return 0
  if [ -n "$health_instance" ] && [ "$health_instance" != "$OBS_instance" ]; then
    health_restarts=$((health_restarts + 1))
  fi
  health_instance=$OBS_instance
}
