# Internal verb `@pump FILE`: copies standard input to a log that stays bounded: two files, each up to the limit.

LOG_LIMIT=131072
PUMP_BLOCKS=32

pump_verb() {
  # Only the end of its input ends it, so that a signal to everybody never costs a program its output.
  trap '' HUP INT TERM QUIT PIPE
  pump_file=$1
  while :; do
    if ! pump_words=$(dd bs=8192 count="$PUMP_BLOCKS" 2>&1 >>"$pump_file"); then
      # No space: what is new matters more than what is old.
      rm -f "$pump_file.1"
      printf '' >"$pump_file"
      sleep 1
      continue
    fi
    # `WHOLE+PARTIAL records in`: fewer blocks than it may copy are the end of its input.
    pump_words=${pump_words%%' records in'*}
    [ "$((${pump_words##*[!0-9+]}))" -eq "$PUMP_BLOCKS" ] || break
    [ "$(stat -c %s "$pump_file")" -lt "$LOG_LIMIT" ] || mv -f "$pump_file" "$pump_file.1"
  done
}

# The last bytes of a log, across both files.
# $1: file  $2: bytes
log_tail() {
  if [ -f "$1.1" ]; then
    cat "$1.1" "$1" 2>/dev/null | tail -c "$2"
  elif [ -s "$1" ]; then
    tail -c "$2" "$1"
  fi
}
