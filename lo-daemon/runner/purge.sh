# Purges: <workdir>/data/<owner>/<application>/
#   purged.record       the epoch to which the application's data was purged here last; a component cannot be called so
#   <component>/born    the epoch in which the component's data began, and the runtimes that it has had
#
# A purge to an epoch happens once. The epoch of an application on this node is the highest that any of these records
# tells. Each alone is enough: where purged.record is lost or damaged, whatever was installed since the purge tells by its
# `born` that the purge is over, and its data stays; where a `born` is lost, purged.record tells. What was never installed
# again has no `born`, and then there is nothing that a second purge could delete. The next installation writes anew what
# is lost. Only where all of them are lost at once does a purge that is still desired delete data that came after it.

# Sets EPOCH, 0 where the application was never purged here, and EPOCH_DATA: kept where there is data now, else none.
# $1: folder of the application
read_epoch() {
  EPOCH=0
  EPOCH_DATA=none
  ! read_record "$1/purged.record" purged EP_ epoch || raise_epoch "$EP_epoch"
  for epoch_folder in "$1"/*; do
    [ -d "$epoch_folder" ] && [ ! -h "$epoch_folder" ] || continue
    EPOCH_DATA=kept
    ! read_record "$epoch_folder/born" born EP_ epoch || raise_epoch "$EP_epoch"
  done
}

# $1: epoch of a record
raise_epoch() {
  all_of "$1" '0-9' && [ "${#1}" -le 9 ] && [ "$1" -gt "$EPOCH" ] || return 0
  EPOCH=$1
}

# Makes purged.record say EPOCH. Nothing is written where it does.
# $1: folder of the application
keep_epoch() {
  [ "$EPOCH" -gt 0 ] || return 0
  ! read_record "$1/purged.record" purged EP_ epoch || [ "$EP_epoch" != "$EPOCH" ] || return 0
  mkdir -p "$1" && replace_record "$1/purged.record" purged "epoch $EPOCH"
}

# Notes, before anything of a component starts, in which epoch its data begins; needs read_intent. LO installs only where
# the desired purge is over, so that what is there already belongs to the node's epoch too.
note_birth() {
  locate_data
  read_epoch "${DATA%/*}"
  keep_epoch "${DATA%/*}" || return 1
  birth_runtimes=$IN_type
  if read_record "$DATA/born" born BO_ epoch runtimes; then
    case " $BO_runtimes " in
      *" $IN_type "*) birth_runtimes=$BO_runtimes ;;
      *) birth_runtimes="$BO_runtimes $IN_type" ;;
    esac
    [ "$BO_epoch $BO_runtimes" != "$EPOCH $birth_runtimes" ] || return 0
  fi
  mkdir -p "$DATA" && replace_record "$DATA/born" born "epoch $EPOCH" "runtimes $birth_runtimes"
}

# The attempt that deletes the data of a whole application: of all components that it ever had here, in whichever slots
# and with whichever runtimes.
# $1: owner
purge_application() {
  purge_folder=$WORKDIR/data/$1/$IN_application
  read_epoch "$purge_folder"
  if [ "$EPOCH" -ge "$IN_purge" ]; then
    # What is there was written after that purge, whatever LO knew when it asked.
    keep_epoch "$purge_folder" || fail_purge_record
    finish_attempt removed OK "purged before, to $EPOCH: nothing was deleted"
  fi
  remove_paths "$SLOT/run/error"
  if ! purge_components "$1"; then
    purge_message=$(head -c 300 "$SLOT/run/error" 2>/dev/null)
    finish_attempt failed PURGE_FAILED "${purge_message:-the data could not be removed}"
  fi
  EPOCH=$IN_purge
  keep_epoch "$purge_folder" || fail_purge_record
  finish_attempt removed OK "data purged, to $EPOCH"
}

fail_purge_record() {
  can_write "$WORKDIR" || :
  finish_attempt failed "$WRITE_PROBLEM" "it could not be noted that the data was purged$WRITE_NOTE"
}

# In a shell of its own, because it looks at other slots.
# $1: owner
purge_components() (
  purge_from=$SLOT
  purge_generation=$ST_generation
  purge_seconds=$IN_stop_seconds
  purge_application=$IN_application
  LOCK_HELD=no
  REQ_owner=$1
  REQ_search=yes
  # shellcheck disable=SC1091 # assignments that LO quoted
  ! settings_are_whole "$ATTEMPT" || . "$ATTEMPT/settings"
  read_found
  purge_slots=
  for SLOT in "$WORKDIR/slots/$1"/*/*; do
    [ "$SLOT" != "$purge_from" ] && [ -d "$SLOT" ] && purge_concerns_slot || continue
    purge_check_absent
    purge_slots="$purge_slots $SLOT"
  done
  # What lives although no record speaks of it is stopped before its data goes.
  while IFS=' ' read -r purge_type purge_slot purge_name purge_rest; do
    : "$purge_type $purge_rest"
    [ "$purge_name" != "$purge_application" ] || purge_fail "something of ${purge_slot##*/} still runs"
  done <<END
$FOUND
END
  for SLOT in $purge_slots; do
    purge_component
  done
  # Data whose slot is gone.
  for purge_left in "$purge_folder"/*; do
    [ -d "$purge_left" ] && [ ! -h "$purge_left" ] || continue
    SLOT=$purge_from/run/lost/${purge_left##*/}
    purge_component
    rm -rf "$purge_from/run/lost"
  done
  for purge_left in "$purge_folder"/*; do
    case ${purge_left##*/} in purged.record*) continue ;; esac
    remove_paths "$purge_left" || purge_fail 'the data could not be removed'
  done
)

# $1: text
purge_fail() {
  to_line "$1"
  printf '%s' "$LINE" >"$purge_from/run/error"
  exit 1
}

# Loads the slot.
purge_concerns_slot() {
  read_slot || :
  [ -n "$ST_application" ] || ! read_record "$SLOT/owner" owner OW_ owner application || ST_application=$OW_application
  [ "$ST_application" = "$purge_application" ]
}

purge_check_absent() {
  read_phase
  [ "$PHASE" != running ] || purge_fail "an attempt is at work on ${SLOT##*/}"
  spec_generation
  [ "$SPEC" != none ] || return 0
  observe_spec "$SPEC"
  [ "$OBS_health" = absent ] || purge_fail "${SLOT##*/} is still there: $OBS_health"
}

# Asks every runtime that the component of SLOT has had.
purge_component() {
  DATA=$purge_folder/${SLOT##*/}
  purge_runtimes=' '
  for purge_attempt in "$SLOT"/attempts/*; do
    ! read_record "$purge_attempt/intent" intent PU_ type || purge_runtimes="$purge_runtimes$PU_type "
  done
  ! read_record "$DATA/born" born PU_ runtimes || purge_runtimes="$purge_runtimes$PU_runtimes "
  for purge_runtime in $COLO_RUNTIMES; do
    case $purge_runtimes in *" $purge_runtime "*) ;; *) continue ;; esac
    run_bounded "$purge_seconds" @purge "$purge_from" "$purge_generation" "$SLOT" "$purge_runtime" ||
      purge_fail "${SLOT##*/}: $(cat "$SLOT/run/error" 2>/dev/null || printf 'its data could not be removed in time')"
  done
  remove_paths "$DATA" || purge_fail "${SLOT##*/}: its data could not be removed"
}

# Internal verb `@purge FROM GENERATION SLOT RUNTIME`: removes what a component wrote, with the settings of the host that
# the purge's own attempt has. Of the slot nothing else may be left.
purge_verb() {
  SLOT=$1
  use_spec "$2" || exit 1
  SLOT=$3
  RUN=$SLOT/run
  mkdir -p "$RUN" || exit 1
  remove_paths "$RUN/error"
  locate_data
  "${4}_purge"
}

# Lines of an observation.
report_purges() {
  for purge_folder in "$WORKDIR/data/$REQ_owner"/*; do
    [ -d "$purge_folder" ] || continue
    read_epoch "$purge_folder"
    [ "$EPOCH" = 0 ] || printf 'purged %s\n' "${purge_folder##*/} $EPOCH $EPOCH_DATA"
  done
}
