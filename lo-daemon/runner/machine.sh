# What the kernel says: boot, uptime, processes. Nothing here trusts the wall clock.

boot_id() {
  IFS= read -r boot_id_line </proc/sys/kernel/random/boot_id
  printf '%s' "$boot_id_line"
}

# Whole seconds since boot: the clock of every deadline.
uptime_seconds() {
  IFS=' .' read -r uptime_whole uptime_rest </proc/uptime
  : "$uptime_rest"
  printf '%s' "$uptime_whole"
}

# What has no health check counts as healthy when it has lived this long, in clock ticks (USER_HZ is 100).
SETTLE_TICKS=100

# Clock ticks since boot, comparable with PROC_START.
uptime_ticks() {
  IFS=' .' read -r ticks_seconds ticks_hundredths ticks_rest </proc/uptime
  : "$ticks_rest"
  # Two digits, with a possible leading zero that would make it octal.
  printf '%s' "$((ticks_seconds * 100 + 1$ticks_hundredths - 100))"
}

# True when the process of PROC_START has lived long enough to count as healthy.
has_settled() {
  [ "$(($(uptime_ticks) - $1))" -ge "$SETTLE_TICKS" ]
}

# Sets PROC_STATE and PROC_START (clock ticks after boot, field 22 of proc(5) stat). Fails when there is no such process.
# $1: pid
read_process() {
  { IFS= read -r stat_line <"/proc/$1/stat"; } 2>/dev/null || return 1
  # The second field is the program's name in parentheses and may hold anything, so cut behind the last one.
  stat_rest=${stat_line##*) }
  # shellcheck disable=SC2086 # split into fields
  set -- $stat_rest
  PROC_STATE=$1
  shift 19
  PROC_START=$1
}

# True when this very process still runs: the boot, the pid and its start time all match, and it is no zombie.
# $1: boot id  $2: pid  $3: start time
process_lives() {
  [ "$1" = "$(boot_id)" ] && read_process "$2" && [ "$PROC_START" = "$3" ] && [ "$PROC_STATE" != Z ]
}

# Runs the runner again as its own process group and waits, up to a deadline; then ends the whole group.
# The slot's lock (descriptor 9) is not passed on. Status 124: the deadline passed.
# $1: seconds  $2...: verb and arguments
run_bounded() {
  bounded_deadline=$(($(uptime_seconds) + $1))
  shift
  setsid sh "$COLO_RUNNER" "$@" </dev/null 9>&- &
  bounded_pid=$!
  while read_process "$bounded_pid" && [ "$PROC_STATE" != Z ]; do
    if [ "$(uptime_seconds)" -ge "$bounded_deadline" ]; then
      kill -KILL "-$bounded_pid" 2>/dev/null
      wait "$bounded_pid" 2>/dev/null
      return 124
    fi
    pause
  done
  wait "$bounded_pid"
}
