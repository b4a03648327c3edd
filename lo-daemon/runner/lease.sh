# Leases: <workdir>/leases/<owner>/, one for each site that uses the host. It says which LO of the site acts here.
#   lock       held for moments by whoever reads or changes what is here
#   lease      who acts: number, holder (one LO, machine and state folder), start (one run of it), actor (for people)
#   renewed    when that one was here last: number, boot id, uptime in seconds
#   attempted  for which commit the newest attempt was started, and under which number
# The number rises with each change of holder or start, and never falls. What is here is written by this host's clock
# alone. Each record says the same line twice, so that one with a bit flipped is known without a process for a checksum.

# Sets PAIR_is. Fails where the record is missing, torn, or not twice the same.
# $1: file  $2: kind
read_pair() {
  read_record "$1" "$2" PAIR_ is again && [ -n "$PAIR_is" ] && [ "$PAIR_is" = "$PAIR_again" ] &&
    all_of "$PAIR_is" 'A-Za-z0-9._:@/+ -'
}

# Runs a function while nobody else changes the lease. Fails where the folder cannot be written.
# $1: function
with_lease() {
  [ -d "$LEASE" ] || mkdir -p "$LEASE" || return 1
  { flock 7 && "$1"; } 7>"$LEASE/lock"
}

use_lease() {
  LEASE=$WORKDIR/leases/$1
  LEASE_whole=no
  LEASE_number=0
  LEASE_holder=none
  LEASE_start=none
  LEASE_actor=none
  LEASE_live=no
  LEASE_own=no
  LEASE_commit=none
}

# Sets LEASE_whole, LEASE_number, LEASE_holder, LEASE_start, LEASE_actor, LEASE_commit, and LEASE_live: yes where its
# holder was here lately. A damaged record counts as a free lease.
read_lease() {
  # shellcheck disable=SC2086 # records of one line of words
  if read_pair "$LEASE/lease" lease && set_lease $PAIR_is; then
    LEASE_whole=yes
    ! read_pair "$LEASE/renewed" renewed || set_live $PAIR_is
  fi
  # shellcheck disable=SC2086
  ! read_pair "$LEASE/attempted" attempted || set_attempted $PAIR_is
}

set_lease() {
  [ "$#" -eq 4 ] && is_number "$1" || return 1
  LEASE_number=$1
  LEASE_holder=$2
  LEASE_start=$3
  LEASE_actor=$4
}

# From before a boot, or not renewed for as long as the asking LO allows: free.
set_live() {
  read_boot_id
  read_uptime
  [ "$#" -eq 3 ] && [ "$1" = "$LEASE_number" ] && [ "$2" = "$BOOT_ID" ] && is_number "$3" || return 0
  [ "$((UPTIME - $3))" -ge "${REQ_lease_seconds:-600}" ] || LEASE_live=yes
}

set_attempted() {
  [ "$#" -ne 2 ] || LEASE_commit=$2
}

# A number that arithmetic takes for what it looks like.
is_number() {
  case $1 in 0?* | '' | *[!0-9]*) return 1 ;; esac
  [ "${#1}" -le 12 ]
}

# Takes, renews or only reads the lease, as the request says. Without a claim nothing is written.
touch_lease() {
  use_lease "$REQ_owner"
  if [ -n "${REQ_claim:-}" ]; then
    with_lease claim_lease
    # What nobody holds, and was not taken either, could not be written.
    [ "$LEASE_own $LEASE_live" != 'no no' ] || refuse_unwritten "$LEASE"
  elif [ -e "$LEASE/lock" ]; then
    { flock -s 7 && read_lease; } 7<"$LEASE/lock"
  fi
}

# Who holds it renews it, also late, as long as nobody else has taken it. `fresh` is said by a run of LO that has not seen
# this lease before: what it finds under its own name is that of a run of which the lock of its state folder says that it is
# gone. A copy that runs under the same name meets this only once.
claim_lease() {
  read_lease
  if [ "$LEASE_whole" = yes ] && [ "$LEASE_holder $LEASE_start" = "$REQ_holder $REQ_lo_start" ]; then
    renew_lease
    LEASE_own=yes
  elif [ "$LEASE_live" = no ] || [ "$REQ_claim" = takeover ] ||
    { [ "$REQ_claim" = fresh ] && [ "$LEASE_holder" = "$REQ_holder" ]; }; then
    take_lease && LEASE_own=yes
  fi
  # A person who moves the lease also says that this LO may act on what it has adopted, whatever was attempted before. On a
  # full disk what was noted before stays in force.
  [ "$LEASE_own:$REQ_claim" != yes:takeover ] || note_commit || :
}

take_lease() {
  [ "$LEASE_whole" = yes ] || recover_number
  lease_line="$((LEASE_number + 1)) $REQ_holder $REQ_lo_start $REQ_actor"
  replace_record "$LEASE/lease" lease "is $lease_line" "again $lease_line" || return 1
  # shellcheck disable=SC2086 # what was just made of checked words
  set_lease $lease_line
  renew_lease
}

# In place and without fsync, unlike what must outlive a power cut: after one the lease is free in any case. So it costs no
# process, and no space on a full disk.
renew_lease() {
  read_boot_id
  read_uptime
  LEASE_live=yes
  lease_line="$LEASE_number $BOOT_ID $UPTIME"
  write_record_in_place "$LEASE/renewed" renewed "is $lease_line" "again $lease_line"
}

# The record of the lease is lost: the highest number that anything else here remembers, so that no former one comes again.
recover_number() {
  for lease_record in lease renewed attempted; do
    read_pair "$LEASE/$lease_record" "$lease_record"
    raise_number "${PAIR_is%% *}"
    raise_number "${PAIR_again%% *}"
  done
  for lease_slot in "$WORKDIR/slots/$REQ_owner"/*/*; do
    SLOT=$lease_slot
    [ -d "$SLOT" ] && read_slot && read_intent "$ST_generation" || continue
    raise_number "$IN_lease"
  done
}

raise_number() {
  ! is_number "$1" || [ "$1" -le "$LEASE_number" ] || LEASE_number=$1
}

# For `start`, under the slot's lock: refuses who does not hold the lease under the number that it names, and notes the
# commit. Without a lease an attempt may be asked for only where nobody ever took one.
check_lease() {
  use_lease "$REQ_owner"
  if [ -z "${REQ_holder:-}" ]; then
    [ ! -e "$LEASE/lease" ] || refuse "PASSIVE 0 none"
    return 0
  fi
  with_lease keep_lease || refuse_unwritten "$LEASE"
  [ "$LEASE_own" = yes ] || refuse "PASSIVE $LEASE_number $LEASE_actor"
}

keep_lease() {
  read_lease
  [ "$LEASE_whole" = yes ] || return 0
  [ "$LEASE_number $LEASE_holder $LEASE_start" = "$REQ_lease $REQ_holder $REQ_lo_start" ] || return 0
  LEASE_own=yes
  renew_lease
  note_commit
}

# From here on an LO acts here only if it has adopted this commit or a later one.
note_commit() {
  [ "$LEASE_commit" != "${REQ_commit:-none}" ] || return 0
  lease_line="$LEASE_number ${REQ_commit:-none}"
  replace_record "$LEASE/attempted" attempted "is $lease_line" "again $lease_line" &&
    LEASE_commit=${REQ_commit:-none}
}

# True when the lease has gone to another since an attempt was started. Of a damaged lease nobody knows a higher number:
# who takes it next finds the attempt at work.
# $1: owner  $2: number under which the attempt was started, none for one without a lease
lease_has_moved() {
  use_lease "$1"
  is_number "${2:-none}" || return 1
  # shellcheck disable=SC2086 # a record of one line of words
  read_pair "$LEASE/lease" lease && set_lease $PAIR_is && [ "$LEASE_number" -gt "$2" ]
}

# True for who may change what runs: after touch_lease.
lease_permits() {
  [ "$LEASE_own" = yes ] || { [ -z "${REQ_claim:-}" ] && [ ! -e "$LEASE/lease" ]; }
}

report_lease() {
  printf 'fact %s\n' "lease-number $LEASE_number" "lease-own $LEASE_own" "lease-live $LEASE_live" \
    "lease-actor $LEASE_actor" "lease-commit $LEASE_commit"
}

# Says who acts in this workdir for another site, or for the same site under another address of its infra repo.
report_neighbours() {
  for neighbour_lease in "$WORKDIR"/leases/*; do
    neighbour=${neighbour_lease##*/}
    [ "$neighbour" != "$REQ_owner" ] && [ -e "$neighbour_lease/lease" ] || continue
    (
      use_lease "$neighbour"
      read_lease
      [ "$LEASE_live" = no ] || printf 'fact neighbour %s\n' "$LEASE_actor"
    )
  done
}

# Verb `renew`: for who works for long between two observations.
renew_verb() {
  touch_lease
  reply LEASE
  report_lease
  printf 'complete\n'
}
