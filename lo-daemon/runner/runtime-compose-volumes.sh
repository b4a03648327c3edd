# Runtime `compose`: volumes that no compose file names. A path that the image declares as VOLUME, or that the file mounts
# without a name, gets a volume with a name of its own, so that no tool leaves it behind with the container. Where a
# container has such a volume already, it is that one. DATA/volumes has `SERVICE NAME PATH` lines.

# Needs, from LO: S_SERVICE_IMAGES `SERVICE IMAGE`, S_TARGETS and S_ANONYMOUS `SERVICE PATH`, S_BORROWERS `SERVICE OTHER`.
# Sets compose_volumes, in the form of DATA/volumes; fails by name before anything is stopped.
compose_plan_volumes() {
  compose_volumes=
  compose_known=$(cat "$DATA/volumes" 2>/dev/null)
  compose_read_mounts || act_fail 'the container engine does not answer'
  if [ -z "${S_SERVICE_IMAGES+set}" ]; then
    # Settings of an older LO: what is known of its services.
    compose_volumes=$(compose_known_of_services)
    return
  fi
  while read -r compose_service compose_image; do
    [ -n "$compose_image" ] || continue
    compose_image_paths=$(compose_list_image_volumes "$compose_image") ||
      act_fail "the image $compose_image is missing and cannot be pulled"
    while IFS= read -r compose_path; do
      [ -z "$compose_path" ] || compose_is_mounted || compose_add_volume
    done <<END
$compose_image_paths
END
  done <<END
$S_SERVICE_IMAGES
END
  while IFS=' ' read -r compose_service compose_path; do
    [ -n "$compose_path" ] || continue
    compose_add_volume
    # podman-compose makes volumes of that very name by itself, and takes no other.
    [ "$compose_tool" != podman-compose ] || compose_leave_to_tool
  done <<END
$S_ANONYMOUS
END
  compose_note_volumes || act_fail_unwritten 'no space to note the volumes'
}

compose_known_of_services() {
  printf '%s\n' "$compose_known" | while read -r co_service co_name co_target; do
    case " $S_SERVICES " in
      *" $co_service "*) printf '%s\n' "$co_service $co_name $co_target" ;;
    esac
  done
}

# $1: image
compose_list_image_volumes() {
  "$compose_engine" image inspect "$1" >/dev/null 2>&1 || "$compose_engine" pull -q "$1" >/dev/null || return 1
  # shellcheck disable=SC2016 # a Go template
  "$compose_engine" image inspect --format '{{range $path, $none := .Config.Volumes}}{{$path}}{{"\n"}}{{end}}' "$1"
}

# True when the compose file mounts something at the path itself, or takes the volume over from another service.
compose_is_mounted() {
  case "
$S_TARGETS
$S_ANONYMOUS
" in
    *"
$compose_service ${compose_path%/}
"* | *"
$compose_service ${compose_path%/}/
"*) return 0 ;;
  esac
  while read -r co_service co_other; do
    [ "$co_service" = "$compose_service" ] || continue
    ! printf '%s\n' "$S_TARGETS" "$S_ANONYMOUS" "$(printf '%s\n' "$compose_volumes" | sed 's/ [^ ]*//')" |
      grep -Fxq -e "$co_other ${compose_path%/}" -e "$co_other ${compose_path%/}/" || return 0
  done <<END
$S_BORROWERS
END
  return 1
}

# Adds the volume of compose_service at compose_path. Sets compose_volume.
compose_add_volume() {
  case $compose_path in
    /*) ;;
    *) act_fail "the volume $compose_path of $compose_service is no absolute path" ;;
  esac
  case $compose_path in
    *[!A-Za-z0-9._/@%+=,~-]*) act_fail "the volume $compose_path of $compose_service has a character that compose tools misread" ;;
  esac
  compose_default=$(printf '%s' "$compose_path" | sha256sum)
  compose_default=${compose_project}_${compose_service}_${compose_default%% *}
  compose_volume=$(compose_find_volume)
  compose_volume=${compose_volume:-$compose_default}
  compose_volumes="$compose_volumes
$compose_service $compose_volume $compose_path"
}

# Prints the name of the volume that the service had at the path last, by our notes.
compose_find_known() {
  printf '%s\n' "$compose_known" | while read -r co_service co_known co_target; do
    if [ "$co_service ${co_target%/}" = "$compose_service ${compose_path%/}" ]; then
      printf '%s\n' "$co_known"
    fi
  done | head -n 1
}

# The same; where there is no note, by its containers.
compose_find_volume() {
  compose_found_volume=$(compose_find_known)
  if [ -n "$compose_found_volume" ]; then
    printf '%s\n' "$compose_found_volume"
    return
  fi
  printf '%s\n' "$compose_mounts" | while IFS='|' read -r co_service co_type co_writable co_name co_source co_target; do
    : "$co_writable $co_source"
    if [ "$co_service $co_type ${co_target%/}" = "$compose_service volume ${compose_path%/}" ]; then
      printf '%s\n' "$co_name"
    fi
  done | head -n 1
}

compose_leave_to_tool() {
  [ "$compose_volume" = "$compose_default" ] ||
    act_fail "podman-compose cannot mount the volume $compose_volume at $compose_path; give it a name in the compose file, or use docker-compose"
  compose_volumes=${compose_volumes%"
$compose_service $compose_volume $compose_path"}
}

# Before containers go that an older runner made: their volumes without a name (that is, with 64 digits for a name) are
# found again by our notes alone.
compose_keep_nameless() {
  compose_known=$(cat "$DATA/volumes" 2>/dev/null)
  compose_read_mounts || return 1
  compose_volumes=$(
    printf '%s\n' "$compose_mounts" | while IFS='|' read -r compose_service co_type co_writable co_name co_source compose_path; do
      : "$co_writable $co_source"
      [ "$co_type" = volume ] && [ "${#co_name}" -eq 64 ] && all_of "$co_name" 0-9a-f || continue
      [ -n "$(compose_find_known)" ] || printf '%s\n' "$compose_service $co_name $compose_path"
    done | sort -u
  )
  compose_write_notes
}

compose_write_notes() {
  [ -n "$compose_volumes" ] || return 0
  compose_noted=$(printf '%s\n' "$compose_known" "$compose_volumes" | grep . | sort -u)
  [ "$compose_noted" != "$compose_known" ] || return 0
  mkdir -p "$DATA" && printf '%s\n' "$compose_noted" >"$DATA/volumes.next" && sync "$DATA/volumes.next" &&
    mv -f "$DATA/volumes.next" "$DATA/volumes" && sync "$DATA"
}

# Notes the names before a container uses them, and makes the volumes that are missing.
compose_note_volumes() {
  compose_write_notes || return 1
  while read -r co_service co_name co_target; do
    : "$co_target"
    [ -n "$co_service" ] || continue
    "$compose_engine" volume inspect "$co_name" >/dev/null 2>&1 ||
      "$compose_engine" volume create --label "colo.dev/owner=$compose_owner" --label "colo.dev/slot=$compose_slot" \
        "$co_name" >/dev/null || return 1
  done <<END
$compose_volumes
END
}

# Prints what a service of the override file mounts.
# $1: service
compose_print_mounts() {
  compose_head='    volumes:\n'
  while read -r co_service co_name co_target; do
    [ "$co_service" = "$1" ] || continue
    # shellcheck disable=SC2059 # text of our own
    printf "$compose_head"
    compose_head=
    printf '      - "%s:%s"\n' "$co_name" "$co_target"
  done <<END
$compose_volumes
END
}

compose_print_volumes() {
  [ -n "$compose_volumes" ] || return 0
  printf 'volumes:\n'
  printf '%s\n' "$compose_volumes" | sed -n 's/^[^ ]* \([^ ]*\) .*/\1/p' | sort -u | while IFS= read -r co_name; do
    printf '  "%s":\n    external: true\n    name: "%s"\n' "$co_name" "$co_name"
  done
}

# What the containers of this slot mount, running or not. Sets compose_mounts, `SERVICE|TYPE|WRITABLE|NAME|SOURCE|PATH`.
compose_read_mounts() {
  compose_mounts=
  compose_ids=$(compose_list) || return 1
  [ -n "$compose_ids" ] || return 0
  # shellcheck disable=SC2016,SC2086 # a Go template; a list of ids
  compose_mounts=$("$compose_engine" inspect --format \
    '{{$s := index .Config.Labels "colo.dev/service"}}{{range .Mounts}}{{$s}}|{{.Type}}|{{.RW}}|{{.Name}}|{{.Source}}|{{.Destination}}{{"\n"}}{{end}}' \
    $compose_ids) || return 1
}

# Removes the volumes of the project and the data of the component for good.
compose_purge() {
  compose_remove
  compose_purged=$({
    "$compose_engine" volume ls -q --filter "label=colo.dev/slot=$compose_slot"
    "$compose_engine" volume ls -q --filter "label=com.docker.compose.project=$compose_project"
    sed -n 's/^[^ ]* \([^ ]*\) .*/\1/p' "$DATA/volumes" 2>/dev/null
  } | sort -u) || act_fail 'the container engine does not answer'
  for compose_volume in $compose_purged; do
    ! "$compose_engine" volume inspect "$compose_volume" >/dev/null 2>&1 ||
      "$compose_engine" volume rm "$compose_volume" >/dev/null || act_fail "the volume $compose_volume could not be removed"
  done
  purge_data || act_fail 'the data could not be removed'
}
