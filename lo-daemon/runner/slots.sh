# Slots: <workdir>/slots/<owner>/<deployment>/<component>/
#   lock                    held by whoever changes the slot
#   owner                   the mark of the LO that made it
#   state                   newest generation, the generation that should run, the last good one
#   attempts/<generation>/  intent, settings, environment, started, result, log
#   run/                    what the runtimes keep about what runs

# How long the lock of a slot without a job at work may be busy before it is given up: moments, but on a busy host.
IDLE_LOCK_SECONDS=15

use_slot() {
  SLOT=$WORKDIR/slots/$1/$2/$3
}

# Loads the slot's state; the newest attempt's result, where there is one, is the higher authority, because it was
# written first and into a reserved block. Sets RESULT_KNOWN. Fails where there was never an attempt.
read_slot() {
  RESULT_KNOWN=no
  if ! read_record "$SLOT/state" state ST_ site application deployment component generation nonce running last-good; then
    ST_generation=0
    ST_nonce=none
    ST_running=none
    ST_last_good=none
  fi
  find_newest_attempt
  # An attempt's folder is there before the state says so: a state that is damaged, or older than that, is made anew.
  [ "$NEWEST_ATTEMPT" -le "$ST_generation" ] || restore_state
  [ "$ST_generation" != 0 ] || return 1
  ATTEMPT=$SLOT/attempts/$ST_generation
  if read_result "$ATTEMPT" "$ST_generation" "$ST_nonce"; then
    RESULT_KNOWN=yes
    ST_running=$RES_running
    ST_last_good=$RES_last_good
  fi
}

# Sets NEWEST_ATTEMPT, 0 where there is none.
find_newest_attempt() {
  NEWEST_ATTEMPT=0
  for newest_folder in "$SLOT"/attempts/*; do
    newest_folder=${newest_folder##*/}
    case $newest_folder in *[!0-9]*) continue ;; esac
    [ "$newest_folder" -le "$NEWEST_ATTEMPT" ] || NEWEST_ATTEMPT=$newest_folder
  done
}

# Makes the state from what the attempts say: the newest one's intent, and the newest result of any. What an older state
# says runs is right where there is no newer result.
restore_state() {
  restore_from=$ST_generation
  ST_generation=$NEWEST_ATTEMPT
  ST_nonce=none
  restore_name=${SLOT#"$WORKDIR/slots/"}
  ST_component=${restore_name##*/}
  restore_name=${restore_name%/*}
  ST_deployment=${restore_name##*/}
  for restore_folder in "$SLOT"/attempts/*; do
    restore_generation=${restore_folder##*/}
    case $restore_generation in *[!0-9]*) continue ;; esac
    read_intent "$restore_generation" || continue
    ST_application=$IN_application
    [ "$restore_generation" != "$NEWEST_ATTEMPT" ] || ST_nonce=$IN_nonce
    if [ "$restore_generation" -ge "$restore_from" ] && read_result "$restore_folder" "$restore_generation" "$IN_nonce"; then
      restore_from=$restore_generation
      ST_running=$RES_running
      ST_last_good=$RES_last_good
    fi
  done
  [ -n "$ST_application" ] || ! read_record "$SLOT/owner" owner OW_ owner application || ST_application=$OW_application
}

# $1: attempt folder  $2: generation  $3: nonce
read_result() {
  read_record "$1/result" result RES_ generation nonce outcome code runs running last-good message &&
    [ "$RES_generation" = "$2" ] && [ "$RES_nonce" = "$3" ]
}

# $1: generation. Sets IN_*.
read_intent() {
  read_record "$SLOT/attempts/$1/intent" intent IN_ generation nonce action type target content commit version \
    application install-seconds health-seconds stop-seconds on-failure settings environment lease purge
}

# True where the settings and the environment of an attempt are what its intent says. Those of earlier builds only have to
# be there.
# $1: attempt folder; needs read_intent before
settings_are_whole() {
  if [ -z "$IN_settings" ]; then
    [ -r "$1/settings" ] && [ -r "$1/environment" ]
    return
  fi
  [ "$(sha256sum "$1/settings" "$1/environment" 2>/dev/null)" = "$IN_settings  $1/settings
$IN_environment  $1/environment" ]
}

# Writes the slot's state; the caller syncs it and puts it in its place.
# $1: file
write_state() {
  write_record_in_place "$1" state "site $ST_site" "application $ST_application" "deployment $ST_deployment" \
    "component $ST_component" "generation $ST_generation" "nonce $ST_nonce" "running $ST_running" \
    "last-good $ST_last_good"
}

# Where the newest attempt stands: none, never-ran, running, finished or lost. Sets PHASE; needs read_slot before.
read_phase() {
  PHASE=none
  [ "$ST_generation" != 0 ] || return 0
  PHASE=finished
  [ "$RESULT_KNOWN" = no ] || return 0
  ! read_result "$ATTEMPT" "$ST_generation" "$ST_nonce" || return 0
  if read_record "$ATTEMPT/started" started JOB_ boot pid start; then
    PHASE=running
    ! process_lives "$JOB_boot" "$JOB_pid" "$JOB_start" || return 0
    # It may have ended between the two looks.
    PHASE=finished
    ! read_result "$ATTEMPT" "$ST_generation" "$ST_nonce" || return 0
    PHASE=lost
  elif slot_is_locked; then
    PHASE=running
  else
    PHASE=never-ran
  fi
}

# Asked while we hold the lock ourselves, the answer is that nobody else does.
slot_is_locked() {
  [ "${LOCK_HELD:-no}" = no ] && [ -e "$SLOT/lock" ] || return 1
  ! flock -s -n 8 8<"$SLOT/lock"
}

# Waits until nobody holds the slot's lock, which a job holds all its life. Fails when that takes longer, and at once
# where flock knows no deadline, as that of busybox: who waits has to look again in any case.
# $1: seconds
await_unlocked() {
  flock -s -w "$1" 8 8<"$SLOT/lock"
} 2>/dev/null

# Takes the slot's lock on descriptor 9. Only the job may inherit it; everything else is started with 9>&-.
lock_slot() {
  exec 9>"$SLOT/lock"
  flock -n 9 || return 1
  LOCK_HELD=yes
}

# The lock is busy for the moment of somebody's look, of a clean-up, or of a job that has written its result and is about
# to end; and for the life of a job, for which this does not wait.
lock_idle_slot() {
  read_uptime
  lock_deadline=$((UPTIME + IDLE_LOCK_SECONDS))
  begin_pauses
  until lock_slot; do
    read_slot
    read_phase
    read_uptime
    [ "$PHASE" != running ] && [ "$UPTIME" -lt "$lock_deadline" ] || return 1
    pause
  done
}

unlock_slot() {
  exec 9>&-
  LOCK_HELD=no
}
