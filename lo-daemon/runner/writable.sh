# Why something cannot be written. Also part of what installs the runner, which has nothing else of it.

# True where nothing forbids the user to write at a path, which may be missing; whether there is space is another question.
# Else sets WRITE_PROBLEM: READ_ONLY (the mount), or WRITE_DENIED (the user may not), and then WRITE_USER, WRITE_OWNER and
# WRITE_FOLDER: who may not write in which folder of whom.
# $1: absolute path
may_write() {
  WRITE_PROBLEM=
  WRITE_FOLDER=$1
  until [ -d "$WRITE_FOLDER" ]; do
    WRITE_FOLDER=${WRITE_FOLDER%/*}
    WRITE_FOLDER=${WRITE_FOLDER:-/}
  done
  # access(2) tells a mount that is read-only of root too.
  ! [ -w "$WRITE_FOLDER" ] || ! [ -x "$WRITE_FOLDER" ] || return 0
  # To make something there is forbidden by the mount before it is by the folder.
  write_said=$(mkdir "$WRITE_FOLDER/.colo-probe" 2>&1) && rmdir "$WRITE_FOLDER/.colo-probe" && return 0
  WRITE_PROBLEM=READ_ONLY
  case $write_said in *'Read-only file system') return 1 ;; esac
  WRITE_PROBLEM=WRITE_DENIED
  WRITE_USER=$(id -un 2>/dev/null) || WRITE_USER=${USER:-unknown}
  IFS=' ' read -r write_mode write_links WRITE_OWNER write_rest <<END
$(ls -ldL "$WRITE_FOLDER")
END
  : "$write_mode $write_links $write_rest"
  return 1
}

# Prints the words of a refusal for what may_write found.
describe_write_problem() {
  case $WRITE_PROBLEM in
    WRITE_DENIED) printf '%s\n' "WRITE_DENIED $WRITE_USER $WRITE_OWNER $WRITE_FOLDER" ;;
    *) printf '%s\n' "$WRITE_PROBLEM" ;;
  esac
}
