# Requests: `colo-request 1`, then `key value` lines up to `end`, then raw bytes. Every value is checked against the
# characters that its key may have before anything uses it; all of them become variables with the prefix REQ_.

REQUEST_LIMIT=200

read_request() {
  IFS= read -r request_line || refuse INCOMPLETE
  [ "$request_line" = 'colo-request 1' ] || refuse "INVALID first line"
  request_count=0
  while :; do
    IFS=' ' read -r request_key request_value || refuse INCOMPLETE
    [ "$request_key" != end ] || break
    request_count=$((request_count + 1))
    [ "$request_count" -le "$REQUEST_LIMIT" ] || refuse "INVALID too long"
    valid_field "$request_key" "$request_value" || refuse_field
    set_variable "REQ_$request_key" "$request_value"
  done
}

refuse_field() {
  to_line "$request_key"
  refuse "INVALID $LINE"
}

valid_field() {
  # shellcheck disable=SC2086 # the list of runtimes is split
  [ "${#2}" -le 4000 ] || return 1
  case $1 in
    owner | holder) hexadecimal "$2" 64 ;;
    nonce | upload | lo-start) hexadecimal "$2" 32 ;;
    payload) hexadecimal "$2" 64 ;;
    site) all_of "$2" 'a-z0-9/-' ;;
    application | component) all_of "$2" 'a-z0-9-' && plain_name "$2" ;;
    type) one_of "$2" $COLO_RUNTIMES ;;
    deployment) all_of "$2" 'A-Za-z0-9-' && plain_name "$2" ;;
    generation | lease | lease-seconds | wait | log | settings-bytes | environment-bytes | install-seconds | health-seconds | stop-seconds)
      all_of "$2" '0-9' && [ "${#2}" -le 12 ] ;;
    target | content) digest_or_none "$2" ;;
    commit | version) all_of "$2" 'A-Za-z0-9._+:@/-' ;;
    actor) all_of "$2" 'A-Za-z0-9._:@/+-' && [ "${#2}" -le 200 ] ;;
    claim) one_of "$2" fresh renew takeover ;;
    action) one_of "$2" install update replace remove ;;
    on-failure) one_of "$2" rollback stop ;;
    search) one_of "$2" yes ;;
    purge) all_of "$2" '0-9' && [ "${#2}" -le 9 ] && [ "$2" -gt 0 ] ;;
    keep) digest_list "$2" ;;
    *) return 1 ;;
  esac
}

# $1: text  $2: characters, as inside a bracket expression
all_of() {
  [ -n "$1" ] || return 1
  # shellcheck disable=SC2254 # the pattern is ours
  case $1 in *[!$2]*) return 1 ;; esac
}

plain_name() {
  case $1 in -* | .*) return 1 ;; esac
  [ "${#1}" -le 200 ]
}

hexadecimal() {
  [ "${#1}" -eq "$2" ] && all_of "$1" '0-9a-f'
}

digest_or_none() {
  [ "$1" = none ] || { [ "${1%%:*}" = sha256 ] && hexadecimal "${1#sha256:}" 64; }
}

digest_list() {
  for digest_item in $1; do
    digest_or_none "$digest_item" || return 1
  done
}

one_of() {
  one_of_text=$1
  shift
  for one_of_item in "$@"; do
    [ "$one_of_item" != "$one_of_text" ] || return 0
  done
  return 1
}

# Reads the rest of the request into a file and makes sure that all of it arrived.
# $1: file
read_payload() {
  cat >"$1" || refuse_unwritten
  payload_digest=$(sha256sum <"$1")
  [ "${payload_digest%% *}" = "$REQ_payload" ] || refuse INCOMPLETE
}

# Cuts the payload into the settings and the environment, both files of shell assignments.
# $1: payload, which is used up  $2: settings  $3: environment
split_payload() {
  if [ "${REQ_environment_bytes:-0}" -eq 0 ]; then
    mv -f "$1" "$2" && printf '' >"$3"
    return
  fi
  head -c "${REQ_settings_bytes:-0}" <"$1" >"$2" && tail -c "+$((${REQ_settings_bytes:-0} + 1))" <"$1" >"$3" &&
    rm -f "$1"
}
