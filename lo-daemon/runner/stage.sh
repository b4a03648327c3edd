# Verbs `stage` and `upload`: bring content and images to the node before anything is stopped. Both may be repeated and
# abandoned at any moment.

stage_verb() {
  mkdir -p "$WORKDIR/stage" || refuse DISK_FULL
  stage_folder=$WORKDIR/stage/$REQ_upload
  rm -rf "$stage_folder"
  mkdir "$stage_folder" || refuse DISK_FULL
  trap 'rm -rf "$stage_folder"' EXIT
  trap 'exit 1' HUP INT TERM
  read_payload "$stage_folder/payload"
  split_payload "$stage_folder/payload" "$stage_folder/settings" "$stage_folder/environment" || refuse DISK_FULL
  content_present "$REQ_content" || refuse ABSENT
  # shellcheck disable=SC1091 # assignments that LO quoted
  . "$stage_folder/settings"
  if stage_output=$("${REQ_type}_stage" 2>&1); then
    refuse STAGED
  fi
  refuse "STAGE_FAILED $(one_line "$stage_output")"
}

upload_verb() {
  receive_content
  case $? in
    0) refuse UPLOADED ;;
    1) refuse DISK_FULL ;;
  esac
  refuse INCOMPLETE
}

# True when less than a MiB is left, so that a failed upload can be told from a damaged one.
disk_is_full() {
  [ "$(free_kilobytes)" -lt 1024 ]
}

free_kilobytes() {
  df -Pk "$WORKDIR" | sed -n '2s/^[^ ]*  *[0-9]*  *[0-9]*  *\([0-9]*\).*/\1/p'
}
