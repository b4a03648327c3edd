# What the kernel says: boot, uptime, processes. Nothing here trusts the wall clock.

# Sets BOOT_ID.
BOOT_ID=
read_boot_id() {
  [ -n "$BOOT_ID" ] || IFS= read -r BOOT_ID </proc/sys/kernel/random/boot_id
}

# Sets UPTIME, whole seconds since boot: the clock of every deadline. And UPTIME_TICKS, comparable with PROC_START.
read_uptime() {
  IFS=' .' read -r UPTIME uptime_hundredths uptime_rest </proc/uptime
  : "$uptime_rest"
  # Two digits, with a possible leading zero that would make it octal.
  UPTIME_TICKS=$((UPTIME * 100 + 1$uptime_hundredths - 100))
}

# True when what began at a time (PROC_START; USER_HZ is 100) has been up for long enough to count as healthy without a
# health check. S_MIN_READY, seconds, comes with the settings; those of earlier builds have none.
has_settled() {
  read_uptime
  [ "$((UPTIME_TICKS - $1))" -ge "$((${S_MIN_READY:-1} * 100))" ]
}

# Sets PROC_STATE, PROC_SESSION and PROC_START (clock ticks after boot, field 22 of proc(5) stat). Fails when there is no
# such process.
# $1: pid
read_process() {
  { IFS= read -r stat_line <"/proc/$1/stat"; } 2>/dev/null || return 1
  # The second field is the program's name in parentheses and may hold anything, so cut behind the last one.
  stat_rest=${stat_line##*) }
  # shellcheck disable=SC2086 # split into fields
  set -- $stat_rest
  PROC_STATE=$1
  PROC_SESSION=$4
  shift 19
  PROC_START=$1
}

# True when this very process still runs: the boot, the pid and its start time all match, and it is no zombie.
# $1: boot id  $2: pid  $3: start time
process_lives() {
  read_boot_id
  [ "$1" = "$BOOT_ID" ] && read_process "$2" && [ "$PROC_START" = "$3" ] && [ "$PROC_STATE" != Z ]
}

# Runs the runner again as its own process group and waits, up to a deadline; then ends the whole group.
# The slot's lock (descriptor 9) is not passed on. Status 124: the deadline passed.
# $1: seconds  $2...: verb and arguments
run_bounded() {
  read_uptime
  bounded_deadline=$((UPTIME + $1))
  shift
  setsid sh "$COLO_RUNNER" "$@" </dev/null 9>&- &
  bounded_pid=$!
  begin_pauses
  while read_process "$bounded_pid" && [ "$PROC_STATE" != Z ]; do
    read_uptime
    if [ "$UPTIME" -ge "$bounded_deadline" ]; then
      kill -KILL "-$bounded_pid" 2>/dev/null
      wait "$bounded_pid" 2>/dev/null
      return 124
    fi
    pause
  done
  wait "$bounded_pid"
}
