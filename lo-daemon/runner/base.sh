# The runner of colo: acts on one node for a Local Orchestrator. POSIX sh; also runs under busybox sh.
#
# It lives in <workdir>/runner/<digest>/runner.sh, is never changed in place, and is called as
#   sh runner.sh VERB          with a request on standard input (see request.sh) and a clean environment, or
#   sh runner.sh @VERB ARGS    by itself, for what must outlive the caller.
# Every reply on standard output begins with the line `colo-reply 1 WORD`.

LC_ALL=C
export LC_ALL
unset IFS CDPATH ENV BASH_ENV
umask 077

COLO_RUNNER=$0
case $COLO_RUNNER in
  /*) ;;
  *) COLO_RUNNER=$(pwd)/$COLO_RUNNER ;;
esac
# shellcheck disable=SC2034 # read by the other parts of the runner
RUNNER_DIGEST=${COLO_RUNNER%/*}
RUNNER_DIGEST=${RUNNER_DIGEST##*/}
WORKDIR=${COLO_RUNNER%/runner/*}

REQUIRED_PROGRAMS='flock setsid tar sha256sum sync mv rm mkdir rmdir ln cp cat sed grep find sort head tail tr stat chmod sleep env timeout dd df date uname ls'

reply() {
  printf 'colo-reply 1 %s\n' "$*"
}

# A refusal is a complete, well-formed answer, so the exit status stays 0.
refuse() {
  reply "$@"
  exit 0
}

require_programs() {
  missing=
  for program in $REQUIRED_PROGRAMS; do
    command -v "$program" || missing="$missing $program"
  done >/dev/null 2>&1
  [ -z "$missing" ] || refuse "MISSING$missing"
}

# Makes one bounded line out of any text, so that it can stand in a record or a reply. Sets LINE. Like all that is done
# often, without a process of its own where that can be helped: a small node has better use for its processor.
to_line() {
  LINE=$1
  case $LINE in
    *[!\ -~]*) LINE=$(printf '%s' "$LINE" | tr -c ' -~' ' ') ;;
  esac
  [ "${#LINE}" -le 300 ] || LINE=$(printf '%.300s' "$LINE")
}

# True when a small file can be written at a path, or above it where it is missing; else sets WRITE_PROBLEM to DISK_FULL
# (space, inodes, quota), READ_ONLY or WRITE_DENIED, and WRITE_NOTE to what there is to say beside it.
# $1: folder
can_write() {
  WRITE_NOTE=
  if ! may_write "$1"; then
    [ "$WRITE_PROBLEM" != WRITE_DENIED ] ||
      WRITE_NOTE=": user $WRITE_USER may not write in the folder of $WRITE_OWNER $WRITE_FOLDER"
    return 1
  fi
  WRITE_PROBLEM=DISK_FULL
  preallocate_record "$WRITE_FOLDER/probe" 2>/dev/null
  probe_status=$?
  rm -f "$WRITE_FOLDER/probe"
  return "$probe_status"
}

# For what could not be written.
# $@: paths that it is about; without any, the workdir
refuse_unwritten() {
  for unwritten in "$WORKDIR" "$@"; do
    can_write "$unwritten" || refuse "$(describe_write_problem)"
  done
  refuse DISK_FULL
}

# $@: paths, of which none may be there
remove_paths() {
  for remove_path in "$@"; do
    if [ -e "$remove_path" ] || [ -h "$remove_path" ]; then
      rm -rf "$@"
      return
    fi
  done
}

# Before a loop that looks again after every pause.
begin_pauses() {
  pause_count=0
}

# Sleeps a moment, a longer one each time up to a second (a look may run an application's health check), without the slot's
# lock, which would outlive a killed job in it. A busybox without fractional sleep waits a whole second.
pause() {
  pause_count=$((pause_count + 1))
  case $pause_count in
    1) pause_seconds=0.05 ;;
    2) pause_seconds=0.1 ;;
    3) pause_seconds=0.2 ;;
    [4-9] | 1[0-5]) pause_seconds=0.35 ;;
    *) pause_seconds=1 ;;
  esac
  sleep "$pause_seconds" 2>/dev/null 9>&- || sleep 1 9>&-
}
