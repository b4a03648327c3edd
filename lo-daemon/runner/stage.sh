# Verbs `stage` and `upload`: bring content and images to the node before anything is stopped. Both may be repeated and
# abandoned at any moment.

stage_verb() {
  [ -d "$WORKDIR/stage" ] || mkdir -p "$WORKDIR/stage" || refuse_unwritten "$WORKDIR/stage"
  stage_folder=$WORKDIR/stage/$REQ_upload
  remove_paths "$stage_folder"
  mkdir "$stage_folder" || refuse_unwritten "$stage_folder"
  trap 'rm -rf "$stage_folder"' EXIT
  trap 'exit 1' HUP INT TERM
  read_payload "$stage_folder/payload"
  split_payload "$stage_folder/payload" "$stage_folder/settings" "$stage_folder/environment" || refuse_unwritten
  content_present "$REQ_content" || refuse ABSENT
  # shellcheck disable=SC1091 # assignments that LO quoted
  . "$stage_folder/settings"
  if stage_output=$("${REQ_type}_stage" 2>&1); then
    refuse STAGED
  fi
  to_line "$stage_output"
  refuse "STAGE_FAILED $LINE"
}

upload_verb() {
  receive_content
  case $? in
    0) refuse UPLOADED ;;
    1) refuse_unwritten "$receive_folder" ;;
  esac
  refuse INCOMPLETE
}

# True when less than a MiB is left, so that a failed upload can be told from a damaged one.
disk_is_full() {
  read_free_space
  [ -n "$FREE_KILOBYTES" ] && [ "$FREE_KILOBYTES" -lt 1024 ] || ! can_write "$WORKDIR"
}

# Sets FREE_KILOBYTES, to nothing where nobody knows, as in a chroot whose mounts are not listed.
read_free_space() {
  free_lines=$(df -Pk "$WORKDIR" 2>/dev/null)
  IFS=' ' read -r free_device free_size free_used FREE_KILOBYTES free_rest <<END
${free_lines#*
}
END
  : "$free_device $free_size $free_used $free_rest"
  all_of "$FREE_KILOBYTES" '0-9' || FREE_KILOBYTES=
}
