# Content: <workdir>/content/<digest>/ with `manifest` and `files/`. The digest is the SHA-256 of the manifest, whose
# lines are `MODE SHA256  ./PATH`, sorted. A folder with this name is complete or it is repaired.

content_folder() {
  printf '%s' "$WORKDIR/content/${1#sha256:}"
}

# True when the folder holds exactly what its digest says: every byte, every mode, no file more.
# $1: folder  $2: digest
verify_content() {
  [ -f "$1/manifest" ] && [ -d "$1/files" ] || return 1
  verify_digest=$(sha256sum <"$1/manifest")
  [ "sha256:${verify_digest%% *}" = "$2" ] || return 1
  verify_files "$1/files" "$1/manifest"
}

# $1: folder of files  $2: manifest
verify_files() (
  cd "$1" || return 1
  if [ -s "$2" ]; then
    sed 's/^0[0-7]* //' "$2" | sha256sum -c >/dev/null 2>&1 || return 1
  fi
  [ "$(find . ! -type d | sort)" = "$(sed 's/^0[0-7]* [0-9a-f]*  //' "$2" | sort)" ] || return 1
  [ "$(find . -type f -perm -100 | sort)" = "$(sed -n 's/^0755 [0-9a-f]*  //p' "$2" | sort)" ]
)

# Unpacks an upload beside its place, verifies it, makes it durable and moves it there.
# Standard input: a tar archive of `manifest` and `files/`.
receive_content() {
  mkdir -p "$WORKDIR/content" || return 1
  receive_folder=$(content_folder "$REQ_content")
  receive_part=$receive_folder.part.$REQ_upload
  rm -rf "$receive_part"
  mkdir "$receive_part" || return 1
  tar -x -o -f - -C "$receive_part" 2>/dev/null
  # Whatever tar thought of it, what counts is what arrived.
  if ! verify_content "$receive_part" "$REQ_content"; then
    receive_status=2
    ! disk_is_full || receive_status=1
    rm -rf "$receive_part"
    return "$receive_status"
  fi
  sync -f "$receive_part" 2>/dev/null || sync
  if [ -e "$receive_folder" ] && ! verify_content "$receive_folder" "$REQ_content"; then
    mv -T "$receive_folder" "$receive_folder.part.damaged.$REQ_upload"
  fi
  # Loses against somebody who uploaded the same at the same time, which is as good.
  mv -T "$receive_part" "$receive_folder" 2>/dev/null
  rm -rf "$receive_part" "$receive_folder.part.damaged.$REQ_upload"
  sync "$WORKDIR/content"
  verify_content "$receive_folder" "$REQ_content"
}

content_present() {
  [ "$1" = none ] || verify_content "$(content_folder "$1")" "$1"
}
