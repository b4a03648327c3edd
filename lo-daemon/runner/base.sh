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

REQUIRED_PROGRAMS='flock setsid tar sha256sum sync mv rm mkdir cp cat sed grep find sort head tail tr stat chmod sleep env timeout dd df date uname'

reply() {
  printf 'colo-reply 1 %s\n' "$*"
}

# A refusal is a complete, well-formed answer, so the exit status stays 0.
refuse() {
  reply "$@"
  exit 0
}

missing_programs() {
  for program in $REQUIRED_PROGRAMS; do
    command -v "$program" >/dev/null 2>&1 || printf ' %s' "$program"
  done
}

require_programs() {
  missing=$(missing_programs)
  [ -z "$missing" ] || refuse "MISSING$missing"
}

# One bounded line out of any text, so that it can stand in a record or a reply.
one_line() {
  case $1 in
    *[!\ -~]*) printf '%.300s' "$(printf '%s' "$1" | tr -c ' -~' ' ')" ;;
    *) printf '%.300s' "$1" ;;
  esac
}

# Sleeps a moment, without the slot's lock, which would outlive a killed job in it. A busybox without fractional sleep
# waits a whole second.
pause() {
  sleep 0.05 2>/dev/null 9>&- || sleep 1 9>&-
}
