# Verb `clean-up`: removes what nothing needs. It keeps, for each slot, the newest attempt, what runs and the last good
# one, and all content that any kept intent, of any owner, names, or that is younger than a day.

clean_up_verb() {
  clean_attempts=0
  clean_contents=0
  clean_runners=0
  clean_now=$WORKDIR/now
  printf '' >"$clean_now" || refuse_unwritten
  kept_contents=" $REQ_keep "
  kept_runners=" $RUNNER_DIGEST "
  for clean_slot in "$WORKDIR"/slots/*/*/*; do
    [ -d "$clean_slot" ] || continue
    SLOT=$clean_slot
    clean_slot_attempts
  done
  for clean_content in "$WORKDIR"/content/*; do
    case $kept_contents in *" sha256:${clean_content##*/} "*) continue ;; esac
    older_than_a_day "$clean_content" && rm -rf "$clean_content" && clean_contents=$((clean_contents + 1))
  done
  for clean_runner in "$WORKDIR"/runner/*; do
    case $kept_runners in *" ${clean_runner##*/} "*) continue ;; esac
    older_than_a_day "$clean_runner" && rm -rf "$clean_runner" && clean_runners=$((clean_runners + 1))
  done
  rm -f "$clean_now"
  refuse "CLEANED $clean_contents $clean_attempts $clean_runners"
}

# Leaves a slot alone while somebody works in it, but keeps what it names.
clean_slot_attempts() {
  clean_locked=no
  if [ "${SLOT#"$WORKDIR/slots/$REQ_owner/"}" = "$SLOT" ] || ! lock_idle_slot; then
    clean_locked=yes
  fi
  read_slot
  spec_generation
  for clean_attempt in "$SLOT"/attempts/*; do
    [ -d "$clean_attempt" ] || continue
    clean_generation=${clean_attempt##*/}
    case " $ST_generation $ST_running $ST_last_good $SPEC " in
      *" $clean_generation "*) ;;
      *)
        if [ "$clean_locked" = no ] && [ "$ST_generation" != 0 ]; then
          rm -rf "$clean_attempt" && clean_attempts=$((clean_attempts + 1))
          continue
        fi
        ;;
    esac
    if read_record "$clean_attempt/intent" intent CL_ content; then
      kept_contents="$kept_contents$CL_content "
    fi
    if read_record "$clean_attempt/started" started CL_ runner; then
      kept_runners="$kept_runners$CL_runner "
    fi
  done
  unlock_slot
}

# What is dated ahead of now, because the clock was wrong then or is now, ages from this moment on.
older_than_a_day() {
  if [ -n "$(find "$1" -maxdepth 0 -newer "$clean_now" 2>/dev/null)" ]; then
    printf '' >"$1/now" && rm -f "$1/now"
    return 1
  fi
  [ -n "$(find "$1" -maxdepth 0 -mmin +1440 2>/dev/null)" ]
}
