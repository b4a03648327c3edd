# Data of the applications: <workdir>/data/<owner>/<application>/<component>/. Only a purge removes it.
#   files/    what the package ships and the application may write, by the path in the package
#   shipped   the baseline: what was shipped into files/, to tell what the application has edited since
#   data/     COLO_DATA_DIR of a process
#   volumes   names of the volumes that a compose project keeps
#   former/   what older runners left beside shipped files and nobody asked for since
#   merge/    work of a merge
#
# Applications write below files/, also while this works, and may plant links there that lead anywhere: nothing here
# reads or writes through a link in it. A folder is entered step by step and checked to be what its name says; what is
# then done to a name in it (mv -T, rm, mkdir, rmdir) acts on the name itself.

# Sets DATA; needs SLOT and IN_application.
locate_data() {
  data_slot=${SLOT#"$WORKDIR/slots/"}
  DATA=$WORKDIR/data/${data_slot%%/*}/$IN_application/${data_slot##*/}
}

# For runtimes: one line that people will read beside the success of the action.
# $1: text
act_note() {
  printf '%s\n' "$1" >&2
  printf '%s; ' "$1" >>"$SLOT/run/note"
}

# Sets NOTE to what the last action noted, if it did.
read_note() {
  NOTE=
  [ -s "$SLOT/run/note" ] || return 0
  NOTE=$(head -c 400 "$SLOT/run/note")
  NOTE=${NOTE%; }
}

# Brings the shipped files of the version in CONTENT_FILES into the data's files by the rule of dpkg(1) for conffiles:
# an unedited file is replaced, or removed where it is shipped no more; a missing one is restored; an edited one stays
# and, where the shipped one changed, gets the new one beside it as NAME.colo-new. What the application made stays.
# A crash at any step leaves a baseline that holds the lines of both versions, so that nothing half done looks edited.
# $1: the places concerned, a line each, as paths in the package; `.` is the whole package
# $2: `programs`: files that are run, by their mode or as S_PROGRAMS names them (a line each), are always the package's; else
#     `all`: every file may be edited
# $3: `probe` to find out only whether there is room for it, while a version is at work
merge_data() (
  merge_places=$1
  merge_kind=$2
  merge_files=$DATA/files
  merge=$DATA/merge
  merge_here=
  rm -rf "$merge"
  # What could not be staged for want of space must not keep the rest of it.
  trap 'merge_close_folders; rm -rf "$merge"' EXIT
  make_files || exit 1
  mkdir "$merge" || exit 1
  merge_files=$(cd -P "$merge_files" && env pwd -P) || exit 1
  merge_open_folders || exit 1
  merge_compare || exit 1
  if [ "${3:-}" = probe ]; then
    merge_stage
    exit
  fi
  if [ -s "$merge/place" ] || [ -s "$merge/beside" ] || [ -s "$merge/remove" ] || ! merge_is_settled; then
    merge_stage || exit 1
    write_baseline merging "$merge/rest" "$merge/old" "$merge/new" "$merge/beside.lines" || exit 1
    merge_touch || exit 1
    sync -f "$merge_files" 2>/dev/null || sync
    write_baseline whole "$merge/rest" "$merge/new" "$merge/old.kept" "$merge/beside.lines" || exit 1
  fi
  merge_say
)

# An application may have taken the right to write from folders that its user owns, or to look into them. Where shipped files
# lie the user gets it for as long as this works. Who may do anything in any case, as root, needs none.
merge_open_folders() {
  : >"$merge/modes" || return 1
  [ ! -w / ] || return 0
  { cat "$CONTENT_MANIFEST" && { tail -n +2 "$DATA/shipped" 2>/dev/null || :; }; } |
    select_lines in "$merge_places" | list_paths | sed -n 's|/[^/]*$||p' | sort -u >"$merge/folders" || return 1
  (cd -P "$merge_files" && while IFS= read -r open_path; do open_folders "$open_path"; done <"$merge/folders")
}

# Opens a folder and those above it, up to a link or to what is no folder.
# $1: ./PATH
open_folders() {
  open_at=.
  open_left=${1#.}
  while open_left=${open_left#/}; do
    if [ -h "$open_at" ] || [ ! -d "$open_at" ]; then
      return 0
    elif [ ! -r "$open_at" ] || [ ! -w "$open_at" ] || [ ! -x "$open_at" ]; then
      open_mode=$(stat -c %a "$open_at") && chmod u+rwx "$open_at" || return 0
      printf '%s %s\n' "$open_mode" "$open_at" >>"$merge/modes"
    fi
    [ -n "$open_left" ] || return 0
    open_at=$open_at/${open_left%%/*}
    case $open_left in
      */*) open_left=${open_left#*/} ;;
      *) open_left= ;;
    esac
  done
}

# Gives folders back the modes that the application gave them, inner ones first.
merge_close_folders() {
  [ -s "$merge/modes" ] || return 0
  cd -P "$merge_files" || return 0
  sort -r -k 2 "$merge/modes" | while IFS=' ' read -r close_mode close_path; do
    [ -h "$close_path" ] || [ ! -d "$close_path" ] || chmod "$close_mode" "$close_path"
  done
}

# Whether there surely is room for the version's files beside those that are there, or, where only a try can tell, whether it
# finds some. Leaves nothing behind.
# $1, $2: as for merge_data
data_has_room() {
  room_blocks=0
  room_names=16
  room_sizes=$(find "$CONTENT_FILES" -type f -exec stat -c %s {} + 2>/dev/null)
  for room_size in $room_sizes; do
    room_blocks=$((room_blocks + room_size / 4096 + 2))
    room_names=$((room_names + 2))
  done
  # Blocks that the user may have, their size, and free and all names; a file system that makes names as needed has 0.
  IFS=' ' read -r room_free room_unit room_free_names room_all_names <<END
$(stat -f -c '%a %S %d %c' "$WORKDIR" 2>/dev/null)
END
  if all_of "$room_free" '0-9' && all_of "$room_unit" '0-9' && all_of "$room_free_names" '0-9' &&
    [ "$((room_free * (room_unit / 512)))" -gt "$(((room_blocks + 64) * 8))" ] &&
    { [ "$room_all_names" = 0 ] || [ "$room_free_names" -gt "$room_names" ]; }; then
    return 0
  fi
  merge_data "$1" "$2" probe
}

# True when the baseline says already what it would say afterwards.
merge_is_settled() {
  [ "$merge_state" = whole ] && [ -f "$DATA/shipped" ] || return 1
  merge_before=$(sort -u "$merge/baseline" | sha256sum)
  merge_after=$(sort -u "$merge/rest" "$merge/new" "$merge/old.kept" "$merge/beside.lines" | sha256sum)
  [ "$merge_before" = "$merge_after" ]
}

# Folders that containers see have the modes that container engines give them; those above belong to the runner alone.
make_files() {
  [ -d "$DATA/files" ] || { mkdir -p "$DATA" && mkdir "$DATA/files" && chmod 755 "$DATA/files"; }
}

# Lists in files of merge/ what is to be done, as paths: place, beside, remove, and edited for what is left alone.
merge_compare() {
  merge_state=whole
  read_baseline >"$merge/baseline"
  case $? in
    0) ;;
    3) merge_state=merging ;;
    *) return 1 ;;
  esac
  select_lines in "$merge_places" <"$merge/baseline" | sort -u >"$merge/old" &&
    select_lines out "$merge_places" <"$merge/baseline" | sort -u >"$merge/rest" &&
    select_lines in "$merge_places" <"$CONTENT_MANIFEST" | sort -u >"$merge/new" || return 1
  merge_list_sets && merge_choose
}

merge_list_sets() {
  for merge_list in old new; do
    list_paths <"$merge/$merge_list" >"$merge/$merge_list.paths" &&
      sed -n '/^0755 /p' "$merge/$merge_list" | list_paths >"$merge/$merge_list.runnable" &&
      printf '%s\n' "${S_PROGRAMS:-}" | within "$merge/$merge_list.paths" |
        cat - "$merge/$merge_list.runnable" >"$merge/$merge_list.programs" &&
      sed 's/^[^ ]* //' "$merge/$merge_list" >"$merge/$merge_list.sums" &&
      list_unchanged "$merge/$merge_list" "$merge_files" >"$merge/$merge_list.unchanged" || return 1
  done
  without "$merge/old" <"$merge/new" >"$merge/changed" && list_paths <"$merge/changed" >"$merge/changed.paths" || return 1
  # Where a merge was cut short, any mode may still be the old one.
  [ "$merge_state" = whole ] || cp "$merge/new.paths" "$merge/changed.paths"
}

merge_choose() {
  : >"$merge/edited" && : >"$merge/beside" && : >"$merge/beside.lines" || return 1
  without "$merge/new.unchanged" <"$merge/new.paths" >"$merge/todo" &&
    within "$merge/old.unchanged" <"$merge/todo" >"$merge/place" &&
    without "$merge/old.unchanged" <"$merge/todo" >"$merge/doubtful" || return 1
  if [ "$merge_kind" = programs ]; then
    within "$merge/new.programs" <"$merge/doubtful" >>"$merge/place" &&
      without "$merge/new.programs" <"$merge/doubtful" >"$merge/doubtful.rest" &&
      mv -f "$merge/doubtful.rest" "$merge/doubtful" || return 1
  fi
  (cd "$merge_files" && merge_choose_doubtful) || return 1
  within "$merge/edited" <"$merge/old.paths" >"$merge/edited.known" || return 1
  merge_choose_beside && merge_choose_removals
}

merge_choose_doubtful() {
  while IFS= read -r merge_path; do
    # A folder is no edited file: what is unedited in it goes first, and the rest is moved aside.
    if [ -h "$merge_path" ] || { [ -e "$merge_path" ] && [ ! -d "$merge_path" ]; }; then
      printf '%s\n' "$merge_path" >>"$merge/edited"
    else
      printf '%s\n' "$merge_path" >>"$merge/place"
    fi
  done <"$merge/doubtful"
  # Of what has the right bytes already, only a mode that is shipped otherwise from now on is a reason to act.
  within "$merge/changed.paths" <"$merge/new.unchanged" >"$merge/maybe"
  within "$merge/new.runnable" <"$merge/maybe" | while IFS= read -r merge_path; do
    [ -x "$merge_path" ] || printf '%s\n' "$merge_path"
  done >>"$merge/place"
  without "$merge/new.runnable" <"$merge/maybe" | while IFS= read -r merge_path; do
    [ ! -x "$merge_path" ] || printf '%s\n' "$merge_path"
  done >>"$merge/place"
}

# Beside an edited file goes what the new version ships, where that is not what was shipped before.
merge_choose_beside() {
  [ -s "$merge/edited" ] || return 0
  while IFS= read -r merge_line; do
    merge_path=${merge_line#*  }
    if grep -Fxq -e "$merge_path" "$merge/edited" && ! grep -Fxq -e "${merge_line#* }" "$merge/old.sums" &&
      ! grep -Fxq -e "$merge_path.colo-new" "$merge/new.paths"; then
      printf '%s\n' "$merge_path" >>"$merge/beside"
      printf '%s.colo-new\n' "$merge_line" >>"$merge/beside.lines"
    fi
  done <"$merge/changed"
  # What an earlier merge put beside a file stays as long as it is what is shipped. A merge that was cut short may not
  # have put it there; otherwise somebody who removed it has seen it.
  sed -n 's/\.colo-new$//p' "$merge/old" >"$merge/old.beside"
  while IFS= read -r merge_line; do
    merge_path=${merge_line#*  }
    if grep -Fxq -e "$merge_path" "$merge/edited" && grep -Fxq -e "${merge_line#* }" "$merge/new.sums"; then
      printf '%s.colo-new\n' "$merge_line" >>"$merge/beside.lines"
      [ "$merge_state" = whole ] || grep -Fxq -e "$merge_path.colo-new" "$merge/old.unchanged" ||
        printf '%s\n' "$merge_path" >>"$merge/beside"
    fi
  done <"$merge/old.beside"
}

merge_choose_removals() {
  # An edited file keeps the lines of the versions that it was edited from: a return to one of them changes nothing for it.
  while IFS= read -r merge_line; do
    ! grep -Fxq -e "${merge_line#*  }" "$merge/edited.known" || printf '%s\n' "$merge_line"
  done <"$merge/old" >"$merge/old.kept"
  list_paths <"$merge/beside.lines" >"$merge/beside.paths"
  cat "$merge/new.paths" "$merge/beside.paths" >"$merge/kept"
  without "$merge/kept" <"$merge/old.paths" >"$merge/gone.paths"
  within "$merge/old.unchanged" <"$merge/gone.paths" >"$merge/remove"
  [ "$merge_kind" != programs ] || within "$merge/old.programs" <"$merge/gone.paths" >>"$merge/remove"
  # Deeper paths first, so that folders become empty before their turn.
  sort -u -r "$merge/remove" >"$merge/remove.sorted" && mv -f "$merge/remove.sorted" "$merge/remove"
}

# Copies what will be placed, and makes it durable, before anything is touched.
merge_stage() {
  mkdir "$merge/incoming" "$merge/incoming.beside" || return 1
  stage_paths "$merge/place" "$merge/incoming" && stage_paths "$merge/beside" "$merge/incoming.beside" || return 1
  sync -f "$merge" 2>/dev/null || sync
}

# A busybox may lack tar's lists of files; arguments it takes, a bounded number at once.
# $1: list of paths  $2: folder
stage_paths() {
  stage_list=$1
  stage_folder=$2
  set --
  while IFS= read -r stage_path; do
    set -- "$@" "$stage_path"
    if [ "$#" -ge 100 ]; then
      stage_files "$@" || return 1
      set --
    fi
  done <"$stage_list"
  if [ "$#" -gt 0 ]; then
    stage_files "$@" || return 1
  fi
  chmod -R u=rwX,go=rX "$stage_folder"
}

# What counts is what arrived.
# $@: paths
stage_files() {
  tar -C "$CONTENT_FILES" -c -f - "$@" | tar -C "$stage_folder" -x -o -f - || return 1
  for stage_path in "$@"; do
    [ -f "$stage_folder/$stage_path" ] || return 1
  done
}

merge_touch() {
  while IFS= read -r merge_path; do
    merge_enter "$merge_path" find || continue
    rm -f "./$merge_name"
    merge_leave_empty "$merge_path"
  done <"$merge/remove"
  while IFS= read -r merge_path; do
    merge_put "$merge/incoming" "$merge_path" "$merge_path" || return 1
  done <"$merge/place"
  while IFS= read -r merge_path; do
    merge_put "$merge/incoming.beside" "$merge_path" "$merge_path.colo-new" || return 1
  done <"$merge/beside"
}

# Folders that held nothing but what was removed go as well, up to the place that is mounted.
merge_leave_empty() {
  merge_up=${1%/*}
  while [ "$merge_up" != . ] && ! is_place "$merge_up"; do
    merge_enter "$merge_up" find && rmdir "./$merge_name" 2>/dev/null || return 0
    merge_up=${merge_up%/*}
  done
}

# $1: ./PATH. True when the path is one of the places.
is_place() {
  case "
$merge_places
" in
    *"
${1#./}
"*) return 0 ;;
  esac
  return 1
}

# Moves a staged file to its place. What lies behind a link of the application is left alone.
# $1: staging folder  $2: path there  $3: path in the data's files
merge_put() {
  [ -e "$1/$2" ] || return 0
  merge_enter "$3" make "$1"
  case $? in
    0) ;;
    # A whole folder went there.
    3) return 0 ;;
    2)
      # What is run is always the package's, or the new version would seem to run and would not.
      if [ "$merge_kind" = programs ] && grep -Fxq -e "$3" "$merge/new.programs"; then
        printf '%s is a program of the package, and the application has put a link where its folder is\n' "${3#./}" >&2
        return 1
      fi
      printf '%s\n' "$3" >>"$merge/behind"
      return 0
      ;;
    *) return 1 ;;
  esac
  if [ -d "./$merge_name" ] && [ ! -h "./$merge_name" ]; then
    rmdir "./$merge_name" 2>/dev/null || merge_set_aside "$merge_name" || return 1
  fi
  # Entering may have moved it already.
  [ -e "$1/$2" ] || return 0
  mv -f -T "$1/$2" "./$merge_name"
}

# Goes to the folder of a path below the data's files, never through a link. Sets merge_name to the last part.
# Status 1: failed; 2: there is a link, or nothing, on the way; 3: the staged folder was moved there as a whole.
# $1: ./PATH  $2: find | make  $3: staging folder, whose folders are moved to where nothing is
merge_enter() {
  merge_name=${1##*/}
  merge_folder=${1%/*}
  [ "$merge_folder" != "$merge_here" ] || return 0
  merge_here=
  cd -P "$merge_files" || return 1
  merge_at=.
  merge_left=${merge_folder#.}
  merge_left=${merge_left#/}
  while [ -n "$merge_left" ]; do
    merge_step=${merge_left%%/*}
    case $merge_left in
      */*) merge_left=${merge_left#*/} ;;
      *) merge_left= ;;
    esac
    if [ -h "./$merge_step" ]; then
      return 2
    elif [ ! -d "./$merge_step" ]; then
      [ "$2" = make ] || return 2
      if [ -e "./$merge_step" ]; then
        merge_set_aside "$merge_step" || return 1
      fi
      if [ "$3" = "$merge/incoming" ]; then
        mv -T "$3/$merge_at/$merge_step" "./$merge_step" || return 1
        return 3
      fi
      mkdir "./$merge_step" && chmod 755 "./$merge_step" || return 1
    fi
    cd -P "./$merge_step" || return 2
    merge_at=$merge_at/$merge_step
    # A link may have taken the folder's place in between: what counts is where this is.
    [ "$(env pwd -P)" = "$merge_files/${merge_at#./}" ] || return 2
  done
  merge_here=$merge_folder
}

# An edited file where a folder must be, or a folder with something in it where a file must be.
# $1: name in the current folder
merge_set_aside() {
  merge_aside=$1.colo-old
  merge_number=1
  while [ -e "./$merge_aside" ] || [ -h "./$merge_aside" ]; do
    merge_number=$((merge_number + 1))
    [ "$merge_number" -le 99 ] || return 1
    merge_aside=$1.colo-old.$merge_number
  done
  mv -T "./$1" "./$merge_aside" && printf '%s\n' "$merge_aside" >>"$merge/aside"
}

merge_say() {
  say_paths "$merge/beside" 'edited files stay, and what is shipped lies beside them as NAME.colo-new'
  say_paths "$merge/aside" 'edited files were in the way and were moved to'
  say_paths "$merge/behind" 'shipped files were left out, because links of the application are in the way'
}

# $1: list of paths  $2: text
say_paths() {
  [ -s "$1" ] || return 0
  say_text=
  say_count=0
  while IFS= read -r say_path; do
    say_count=$((say_count + 1))
    [ "$say_count" -gt 3 ] || say_text="$say_text, ${say_path#./}"
  done <"$1"
  say_text=${say_text#, }
  [ "$say_count" -le 3 ] || say_text="$say_text and $((say_count - 3)) more"
  act_note "$2: $say_text"
}

# Copies those lines of standard input that another list has. The slash, which no list has, stands for an empty list.
# $1: list
within() {
  grep -Fx -e / -f "$1" || [ "$?" -eq 1 ]
}

# Copies those that it does not have.
# $1: list
without() {
  grep -Fxv -e / -f "$1" || [ "$?" -eq 1 ]
}

# Copies the lines of a manifest that lie in given places, or those that do not.
# $1: in | out  $2: places, as of merge_data
select_lines() {
  select_side=$1
  select_places=$2
  if [ "$select_places" = . ]; then
    [ "$select_side" = out ] || cat
    return
  fi
  IFS='
'
  set -f
  # shellcheck disable=SC2086 # a list, split at line ends alone
  set -- $select_places
  set +f
  unset IFS
  while IFS= read -r select_line; do
    select_path=${select_line#*  ./}
    select_found=out
    for select_place in "$@"; do
      case $select_path in
        "$select_place" | "$select_place"/*) select_found=in; break ;;
      esac
    done
    [ "$select_found" != "$select_side" ] || printf '%s\n' "$select_line"
  done
}

# Copies the paths of the lines of a manifest.
list_paths() {
  sed 's/^[^ ]* [^ ]*  //'
}

# Prints the paths of a list whose files have the bytes that it says. What is no plain file, or cannot be read, has not.
# $1: list of manifest lines  $2: folder
list_unchanged() (
  cd "$2" || exit 1
  while IFS= read -r unchanged_line; do
    unchanged_path=${unchanged_line#*  }
    if [ -f "$unchanged_path" ] && [ ! -h "$unchanged_path" ]; then
      printf '%s\n' "${unchanged_line#* }"
    fi
  done <"$1" | sha256sum -c 2>/dev/null | sed -n 's/: OK$//p' | sort -u
)

# Prints the baseline: a line of a manifest for each file that may be unedited. Where its record is damaged or missing,
# what any other content of the node ships counts as shipped. Status 3: a merge began and did not end.
read_baseline() {
  if [ -f "$DATA/shipped" ] && IFS=' ' read -r baseline_word baseline_version baseline_state baseline_sum <"$DATA/shipped"; then
    baseline_found=$(tail -n +2 "$DATA/shipped" | sha256sum)
    if [ "$baseline_word $baseline_version ${baseline_found%% *}" = "colo-shipped 1 $baseline_sum" ]; then
      tail -n +2 "$DATA/shipped"
      [ "$baseline_state" = whole ] || return 3
      return 0
    fi
  fi
  [ -d "$DATA/files" ] || return 0
  for baseline_manifest in "$WORKDIR"/content/*/manifest; do
    # But not the coming version's own: what it ships is new to the reader of a file that he edited.
    if [ -f "$baseline_manifest" ] && [ "$baseline_manifest" != "$CONTENT_MANIFEST" ]; then
      cat "$baseline_manifest"
    fi
  done
  return 3
}

# Replaces the baseline.
# $1: whole | merging  $2...: files of lines
write_baseline() {
  baseline_state=$1
  shift
  sort -u "$@" >"$DATA/shipped.lines" || return 1
  baseline_sum=$(sha256sum <"$DATA/shipped.lines")
  { printf 'colo-shipped 1 %s\n' "$baseline_state ${baseline_sum%% *}" && cat "$DATA/shipped.lines"; } >"$DATA/shipped.next" &&
    sync "$DATA/shipped.next" && mv -f "$DATA/shipped.next" "$DATA/shipped" && rm -f "$DATA/shipped.lines" && sync "$DATA"
}

# Takes over what an older runner left where a version's shipped files lie: moves it, so that what runs keeps it, into the
# data's files. What lies there already is older, and goes to former/.
# $1: what to move  $2: place  $3: manifest of the version; where it is gone, every manifest of the node counts
adopt_place() {
  adopt_target=$DATA/files
  mkdir -p "$DATA" || return 1
  if [ "$2" != . ]; then
    make_files && make_parents "$2" || return 1
    adopt_target=$DATA/files/$2
  fi
  if [ -e "$adopt_target" ] || [ -h "$adopt_target" ]; then
    keep_former "$adopt_target" || return 1
  fi
  adopt_baseline "$2" "$3" && mv -T "$1" "$adopt_target" && sync "${adopt_target%/*}"
}

# Adds to the baseline what the version shipped there.
# $1: place  $2: manifest
adopt_baseline() {
  rm -rf "$DATA/adopt"
  mkdir "$DATA/adopt" || return 1
  if [ -f "$DATA/shipped" ]; then
    read_baseline >"$DATA/adopt/baseline"
  else
    : >"$DATA/adopt/baseline"
  fi
  if [ -f "$2" ]; then
    select_lines in "$1" <"$2" >"$DATA/adopt/lines"
  else
    cat "$WORKDIR"/content/*/manifest 2>/dev/null | select_lines in "$1" >"$DATA/adopt/lines"
  fi
  write_baseline whole "$DATA/adopt/baseline" "$DATA/adopt/lines" && rm -rf "$DATA/adopt"
}

# Makes the folders above a place. No application can write there: places do not lie in each other.
# $1: place
make_parents() {
  parents_left=$1
  parents_at=$DATA/files
  while :; do
    case $parents_left in
      */*) ;;
      *) return 0 ;;
    esac
    parents_at=$parents_at/${parents_left%%/*}
    parents_left=${parents_left#*/}
    [ -d "$parents_at" ] || { mkdir "$parents_at" && chmod 755 "$parents_at"; } || return 1
  done
}

# Moves something out of the way, to former/ in the data, and says so. Nothing that an application may have written is
# ever removed without a purge.
# $1: path
keep_former() {
  former=$DATA/former/${1##*/}
  former_number=1
  while [ -e "$former" ] || [ -h "$former" ]; do
    former_number=$((former_number + 1))
    former=$DATA/former/${1##*/}.$former_number
  done
  mkdir -p "$DATA/former" && mv -T "$1" "$former" && act_note "files of an earlier installation were kept in $former"
}

# True when a folder holds files that its manifest does not know, or knows otherwise, or when that cannot be told. Links
# are none, nor is what lies behind them.
# $1: folder  $2: manifest
holds_data() {
  [ -f "$2" ] && list_unchanged "$2" "$1" >"$1.unchanged" || return 0
  holds_more=$(cd "$1" && find . ! -type d ! -type l -print | without "$1.unchanged" | head -n 1) || return 0
  rm -f "$1.unchanged"
  [ -n "$holds_more" ]
}

# Sets FOUND_MANIFEST to the manifest of the content of a target that an attempt of this slot names, or to nothing.
# $1: first digits of the target's digest
find_manifest() {
  FOUND_MANIFEST=
  for found_attempt in "$SLOT"/attempts/*; do
    read_record "$found_attempt/intent" intent FO_ target content || continue
    case $FO_target in
      "sha256:$1"*)
        FOUND_MANIFEST=$WORKDIR/content/${FO_content#sha256:}/manifest
        return 0
        ;;
    esac
  done
}

# Removes the data of the component for good.
purge_data() {
  # The application may have taken the right to write from folders that its user owns.
  rm -rf "$DATA" 2>/dev/null || { chmod -R u+rwX "$DATA" && rm -rf "$DATA"; } || return 1
  # The application's folder goes with its last component.
  rmdir "${DATA%/*}" 2>/dev/null || :
}
