# Runtime `compose`: the folders of versions. RUN/c<digest> has the shipped files of one version. What its containers may
# write (S_PLACES, a line each, as paths in the package) is a link there, into the data's files: no container writes into
# the folder itself, so it may be made anew or removed at any time. Beside such a folder lies c<digest>.linked; one without
# it is an older runner's and may hold data. Of those, c<digest>.places lists what was taken over.

compose_prepare_folders() {
  compose_places=${S_PLACES-$(cat "$compose_folder.places" 2>/dev/null)}
  compose_check_places
  compose_adopt "$compose_places" || act_fail 'what the former version wrote could not be taken over'
  compose_places=${S_PLACES-$(cat "$compose_folder.places" 2>/dev/null)}
  compose_note_places "$compose_places" || act_fail_unwritten 'no space to note what the application may write'
  if [ -n "$compose_places" ]; then
    write_or_fail 'the files could not be copied' merge_data "$compose_places" all
  fi
  write_or_fail 'the files could not be copied' compose_make_folder
}

# A container that could write to a folder may have put a link at a place in it, which the engine would follow: places
# that ever were written to do not lie in each other. Refused before anything is touched.
compose_check_places() {
  [ -n "$compose_places" ] && [ -f "$DATA/places" ] || return 0
  while IFS= read -r compose_former; do
    while IFS= read -r compose_place; do
      case $compose_place/ in
        "$compose_former/") ;;
        "$compose_former"/*) act_fail "./$compose_place cannot be mounted writable: an earlier version mounted ./$compose_former; mount that, or a folder beside it" ;;
      esac
      case $compose_former/ in
        "$compose_place/") ;;
        "$compose_place"/*) act_fail "./$compose_place cannot be mounted writable: an earlier version mounted ./$compose_former; mount that, or a folder beside it" ;;
      esac
    done <<END
$compose_places
END
  done <"$DATA/places"
}

# $1: places
compose_note_places() {
  [ -n "$1" ] || return 0
  mkdir -p "$DATA" || return 1
  compose_noted=$({ cat "$DATA/places" 2>/dev/null; printf '%s\n' "$1"; } | sort -u)
  [ "$compose_noted" != "$(cat "$DATA/places" 2>/dev/null)" ] || return 0
  printf '%s\n' "$compose_noted" >"$DATA/places.next" && sync "$DATA/places.next" && mv -f "$DATA/places.next" "$DATA/places" &&
    sync "$DATA"
}

# Moves what containers of an older runner write beside shipped files into the data, so that they keep it: what the engine
# says is mounted, and what the coming version will mount where nothing else is known of it.
# $1: places of the coming version
compose_adopt() {
  for compose_old in "$RUN"/c????????????????; do
    [ -d "$compose_old" ] && [ ! -e "$compose_old.linked" ] || continue
    compose_read_mounts || return 1
    find_manifest "${compose_old##*/c}"
    while IFS= read -r compose_place; do
      compose_adopt_place "$compose_place" || return 1
    done <<END
$(compose_list_written "$compose_old")
END
    while IFS= read -r compose_place; do
      [ -z "$compose_place" ] || [ -e "$DATA/files/$compose_place" ] || compose_adopt_place "$compose_place" || return 1
    done <<END
$1
END
  done
}

# Prints what containers write below a folder, outermost first.
# $1: folder
compose_list_written() {
  compose_real=$(cd -P "$1" && pwd -P) || return 1
  printf '%s\n' "$compose_mounts" | while IFS='|' read -r co_service co_type co_writable co_name co_source co_target; do
    : "$co_service $co_name $co_target"
    [ "$co_type.$co_writable" = bind.true ] || continue
    case $co_source in
      "$1"/*) printf '%s\n' "${co_source#"$1/"}" ;;
      "$compose_real"/*) printf '%s\n' "${co_source#"$compose_real/"}" ;;
    esac
  done | sort -u
}

# $1: place
compose_adopt_place() {
  case /$1/ in
    // | */../*) return 0 ;;
  esac
  [ -e "$compose_old/$1" ] || return 0
  # What lies behind a link has been taken over with what lies above it.
  compose_left=$1
  compose_at=$compose_old
  while [ -n "$compose_left" ]; do
    compose_at=$compose_at/${compose_left%%/*}
    [ ! -h "$compose_at" ] || return 0
    case $compose_left in
      */*) compose_left=${compose_left#*/} ;;
      *) compose_left= ;;
    esac
  done
  compose_note_places "$1" && printf '%s\n' "$1" >>"$compose_old.places" && adopt_place "$compose_old/$1" "$1" "$FOUND_MANIFEST" &&
    ln -s "$DATA/files/$1" "$compose_old/$1"
}

# A folder that is as it should be stays, so that running containers keep what they have mounted from it.
compose_make_folder() {
  if [ -d "$compose_folder" ] && compose_link_places "$compose_folder" && compose_folder_is_right; then
    compose_mark_folder
    return
  fi
  rm -rf "$compose_folder.new" "$compose_folder.old"
  cp -R -p "$CONTENT_FILES" "$compose_folder.new" && chmod -R u=rwX,go=rX "$compose_folder.new" || return 1
  while IFS= read -r compose_place; do
    [ -z "$compose_place" ] || rm -rf "$compose_folder.new/$compose_place"
  done <<END
$compose_places
END
  compose_link_places "$compose_folder.new" || return 1
  if [ -d "$compose_folder" ]; then
    if [ ! -e "$compose_folder.linked" ] && holds_data "$compose_folder" "$CONTENT_MANIFEST"; then
      keep_former "$compose_folder" || return 1
    else
      mv -T "$compose_folder" "$compose_folder.old" || return 1
    fi
  fi
  mv -T "$compose_folder.new" "$compose_folder" && compose_mark_folder && rm -rf "$compose_folder.old"
}

# Makes the links that are missing, and what they lead to.
# $1: folder
compose_link_places() {
  while IFS= read -r compose_place; do
    [ -n "$compose_place" ] || continue
    make_files && make_parents "$compose_place" || return 1
    [ -e "$DATA/files/$compose_place" ] || { mkdir "$DATA/files/$compose_place" && chmod 755 "$DATA/files/$compose_place"; } ||
      return 1
    [ ! -h "$1/$compose_place" ] || continue
    if [ -e "$1/$compose_place" ]; then
      keep_former "$1/$compose_place" || return 1
    fi
    (umask 022 && mkdir -p "$1/$(compose_folder_of "$compose_place")") || return 1
    ln -s "$DATA/files/$compose_place" "$1/$compose_place" || return 1
  done <<END
$compose_places
END
}

# $1: place
compose_folder_of() {
  case $1 in
    */*) printf '%s' "${1%/*}" ;;
    *) printf '.' ;;
  esac
}

# The links, and every shipped file that no container may write.
compose_folder_is_right() {
  [ ! -e "$compose_folder.linked" ] || [ "$(cat "$compose_folder.linked")" = "$compose_places" ] || return 1
  select_lines out "$compose_places" <"$CONTENT_MANIFEST" | sed 's/^0[0-7]* //' >"$compose_folder.sums" || return 1
  [ -s "$compose_folder.sums" ] || return 0
  (cd "$compose_folder" && sha256sum -c "$compose_folder.sums" >/dev/null 2>&1)
}

compose_mark_folder() {
  rm -f "$compose_folder.sums"
  printf '%s\n' "$compose_places" >"$compose_folder.linked"
}

# The folders of the version that runs and of the last good one stay until another version has taken their place.
compose_remove_other_folders() {
  read_slot
  compose_kept=" $compose_digest "
  for compose_generation in "$ST_running" "$ST_last_good"; do
    if read_record "$SLOT/attempts/$compose_generation/intent" intent KE_ target; then
      compose_kept="$compose_kept${KE_target#sha256:} "
    fi
  done
  for compose_old in "$RUN"/c????????????????; do
    case $compose_kept in
      *" ${compose_old##*/c}"*) ;;
      *) compose_drop_folder || return 1 ;;
    esac
  done
}

# Removes a folder of a version; an older runner's, where it holds anything that was not shipped, is kept aside.
compose_drop_folder() {
  [ -d "$compose_old" ] || return 0
  if [ ! -e "$compose_old.linked" ]; then
    find_manifest "${compose_old##*/c}"
    if holds_data "$compose_old" "$FOUND_MANIFEST"; then
      keep_former "$compose_old" || return 1
    fi
  fi
  rm -rf "$compose_old" "$compose_old".*
}
