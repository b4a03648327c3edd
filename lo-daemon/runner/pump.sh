# Internal verb `@pump FILE`: copies standard input to a log that stays bounded: two files, each up to the limit.

LOG_LIMIT=131072

pump_verb() {
  # Only the end of its input ends it, so that a signal to everybody never costs a program its output.
  trap '' HUP INT TERM QUIT PIPE
  pump_file=$1
  while :; do
    pump_before=$(file_size "$pump_file")
    if ! dd bs=8192 count=32 >>"$pump_file" 2>/dev/null; then
      # No space: what is new matters more than what is old.
      rm -f "$pump_file.1"
      : >"$pump_file"
      sleep 1
      continue
    fi
    pump_after=$(file_size "$pump_file")
    [ "$pump_after" != "$pump_before" ] || break
    [ "$pump_after" -lt "$LOG_LIMIT" ] || mv -f "$pump_file" "$pump_file.1"
  done
}

file_size() {
  stat -c %s "$1" 2>/dev/null || printf 0
}

# The last bytes of a log, across both files.
# $1: file  $2: bytes
log_tail() {
  for log_part in "$1.1" "$1"; do
    [ ! -f "$log_part" ] || cat "$log_part"
  done | tail -c "$2"
}
