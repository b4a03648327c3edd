# Content: <workdir>/content/<digest>/ with `manifest` and `files/`. The digest is the SHA-256 of the manifest, whose
# lines are `MODE SHA256  ./PATH`, sorted. A folder with this name is complete or it is repaired.

# Sets CONTENT_FOLDER.
locate_content() {
  CONTENT_FOLDER=$WORKDIR/content/${1#sha256:}
}

# True when the folder holds exactly what its digest says: every byte, every mode, no file more.
# $1: folder  $2: digest
verify_content() (
  [ -f "$1/manifest" ] && cd "$1/files" 2>/dev/null || return 1
  # The manifest is checked together with the files that it names.
  sed 's/^0[0-7][0-7][0-7] //' - ../manifest <<END | sha256sum -c >/dev/null 2>&1 || return 1
${2#sha256:}  ../manifest
END
  # What may be run stands twice in both lists. Those of a manifest are in order already.
  verify_wanted=$(sed -n -e 'h; s/^0[0-7]* [0-9a-f]*  //p; g; s/^0755 [0-9a-f]*  //p' ../manifest)
  verify_found=$(find . ! -type d -print -type f -perm -100 -print | sort)
  [ "$verify_found" = "$verify_wanted" ]
)

# Unpacks an upload beside its place, verifies it, makes it durable and moves it there.
# Standard input: a tar archive of `manifest` and `files/`.
receive_content() {
  [ -d "$WORKDIR/content" ] || mkdir -p "$WORKDIR/content" || return 1
  locate_content "$REQ_content"
  receive_folder=$CONTENT_FOLDER
  receive_part=$receive_folder.part.$REQ_upload
  remove_paths "$receive_part"
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
  receive_moved=$?
  remove_paths "$receive_part" "$receive_folder.part.damaged.$REQ_upload"
  sync "$WORKDIR/content"
  [ "$receive_moved" -eq 0 ] || verify_content "$receive_folder" "$REQ_content"
}

content_present() {
  [ "$1" != none ] || return 0
  locate_content "$1"
  verify_content "$CONTENT_FOLDER" "$1"
}
