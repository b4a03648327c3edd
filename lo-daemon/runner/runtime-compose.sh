# Runtime `compose`: one compose project for each component, by whichever compose tool the node has. Our labels, added by
# an override file, and never compose's own bookkeeping, tell what is there. See runtime-process.sh for the contract.

compose_facts() {
  compose_host_environment
  compose_found=
  for compose_tool in ${S_COMPOSE_TOOLS:-docker docker-compose podman-compose}; do
    ! compose_try_tool "$compose_tool" || compose_found="$compose_found $compose_tool"
  done
  printf 'tools%s\n' "${compose_found:- none}"
}

# Settings of LO alone reach the tools: where the engine listens, which configuration it has.
compose_host_environment() {
  eval "${S_COMPOSE_ENVIRONMENT:-}"
}

# Is the tool there, with an engine that answers? Cheap, because every observation asks. Sets compose_engine.
# $1: docker | docker-compose | podman-compose
compose_try_tool() {
  case $1 in
    docker) compose_has docker && compose_has_socket && docker compose version >/dev/null 2>&1 && compose_try_engine ;;
    docker-compose) compose_has docker-compose && compose_has_socket && compose_try_engine ;;
    podman-compose) compose_has podman-compose && compose_has podman && compose_engine=podman ;;
    *) return 1 ;;
  esac
}

compose_has() {
  command -v "$1" >/dev/null 2>&1
}

# Behind an address of another kind than a socket file there may be an engine; asking it will tell.
compose_has_socket() {
  compose_address=${DOCKER_HOST:-unix:///var/run/docker.sock}
  [ "${compose_address#unix://}" = "$compose_address" ] || [ -S "${compose_address#unix://}" ]
}

# podman that listens where docker would is best asked by its own command, which can also run health checks; but one that is
# elsewhere is not the one that this command asks.
compose_try_engine() {
  if compose_version=$(docker version 2>/dev/null); then
    compose_engine=docker
    case $compose_version in
      *'Podman Engine'*) compose_is_remote || ! compose_has podman || compose_engine=podman ;;
    esac
  else
    ! compose_is_remote && podman version >/dev/null 2>&1 && compose_engine=podman
  fi
}

# Whether the engine may be on another machine.
compose_is_remote() {
  case ${DOCKER_HOST:-unix:} in unix:*) return 1 ;; esac
}

# podman-compose hands values to podman in its arguments, where every user of the node can read them: never a secret. And
# LO says what else in the file it would run otherwise than it is written.
compose_choose_tool() {
  compose_host_environment
  compose_unfit=
  for compose_tool in ${S_COMPOSE_TOOLS:-docker docker-compose podman-compose}; do
    compose_try_tool "$compose_tool" || continue
    [ "$compose_tool" = podman-compose ] || return 0
    compose_unfit=$S_UNFIT_PODMAN_COMPOSE
    [ "${S_SECRETS:-no}" != yes ] || compose_unfit='podman-compose would show secrets in its arguments'
    [ -n "$compose_unfit" ] || return 0
  done
  [ -z "$compose_unfit" ] || act_fail "$compose_unfit; the component needs docker compose or docker-compose"
  act_fail 'the node has neither docker compose, docker-compose nor podman-compose with a running engine'
}

compose_names() {
  compose_slot=${SLOT#"$WORKDIR/slots/"}
  compose_owner=${compose_slot%%/*}
  compose_project=colo-${compose_owner%"${compose_owner#????????????}"}-$IN_application-${SLOT##*/}
  compose_digest=${IN_target#sha256:}
  compose_folder=$RUN/c${compose_digest%"${compose_digest#????????????????}"}
}

# Fetches the images that the node does not have.
compose_stage() {
  compose_choose_tool
  for compose_image in $S_IMAGES; do
    "$compose_engine" image inspect "$compose_image" >/dev/null 2>&1 ||
      "$compose_engine" pull -q "$compose_image" || return 1
  done
}

compose_apply() {
  compose_choose_tool
  compose_names
  compose_plan_volumes
  compose_prepare_folders
  compose_write_override || act_fail_unwritten 'the override file could not be written'
  replace_record "$RUN/compose" compose "engine $compose_engine" || act_fail_unwritten 'no space to note which engine runs it'
  [ "$compose_tool" != podman-compose ] || compose_clear_changed
  (
    # shellcheck disable=SC1091 # assignments that LO quoted
    . "$SPEC_FOLDER/environment"
    # shellcheck disable=SC2086 # a list of services: what runs is their word, whatever the tool thinks of profiles
    cd "$compose_folder/$S_FOLDER" && compose_run up -d --remove-orphans $S_SERVICES
  ) || act_fail "$compose_tool up failed: $(log_tail "$SPEC_FOLDER/log" 200)"
  [ "$compose_tool" != podman-compose ] || compose_check_started
  compose_remove_other_folders || act_fail 'the folders of former versions could not be removed'
}

compose_write_override() {
  compose_name_node
  compose_override=$RUN/override.yaml
  {
    printf 'services:\n'
    for compose_service in $S_SERVICES $S_OPTIONAL_SERVICES; do
      printf '  "%s":\n    labels:\n' "$compose_service"
      printf '      "colo.dev/%s": "%s"\n' owner "$compose_owner" slot "$compose_slot" service "$compose_service" \
        digest "$compose_digest" application "$IN_application" node "$compose_node"
      compose_print_mounts "$compose_service"
    done
    compose_print_volumes
  } >"$compose_override"
  # docker-compose 1 wants both files to speak of the same version of the format.
  [ -z "$S_FORMAT_VERSION" ] || printf 'version: "%s"\n' "$S_FORMAT_VERSION" >>"$compose_override"
}

compose_run() {
  case $compose_tool in
    docker) docker compose -p "$compose_project" -f "$S_FILE" -f "$compose_override" "$@" ;;
    docker-compose) docker-compose -p "$compose_project" -f "$S_FILE" -f "$compose_override" "$@" ;;
    podman-compose)
      # It prints every value that it passes on, and its status says nothing: what is there afterwards does.
      {
        podman-compose -p "$compose_project" -f "$S_FILE" -f "$compose_override" "$@"
        printf 'podman-compose ended with status %s\n' "$?"
      } 2>&1 | grep -E '^(Error|exit code|time=|Traceback|podman-compose ended|[A-Za-z_.]+(Error|Exception): )' >"$RUN/said"
      cat "$RUN/said"
      ;;
  esac
}

# podman-compose ends well whatever podman says: each service must have a container that was started.
compose_check_started() {
  grep -qx 'podman-compose ended with status 0' "$RUN/said" || act_fail "podman-compose up failed: $(compose_last_error)"
  compose_ids=$(compose_list) || act_fail 'the container engine does not answer'
  compose_seen=' '
  if [ -n "$compose_ids" ]; then
    # shellcheck disable=SC2016,SC2086 # a Go template; a list of ids
    compose_seen=" $("$compose_engine" inspect --format \
      '{{if ne .State.Status "created"}}{{if ne .State.Status "configured"}}{{index .Config.Labels "colo.dev/service"}}{{end}}{{end}}' \
      $compose_ids | tr '\n' ' ') "
  fi
  for compose_service in $S_SERVICES; do
    case $compose_seen in
      *" $compose_service "*) ;;
      *) act_fail "podman-compose up started no container of $compose_service: $(compose_last_error)" ;;
    esac
  done
  rm -f "$RUN/said"
}

# What podman looks up before it makes something is no error.
compose_last_error() {
  grep -E '^(Error|[A-Za-z_.]+(Error|Exception)): ' "$RUN/said" | grep -Ev 'no such volume|no container with name or ID|name .* is in use' |
    tail -n 1
}

# podman-compose neither recreates what changed nor starts again what ended: what is not as wanted is removed first.
compose_clear_changed() {
  for compose_id in $(compose_list); do
    compose_line=$("$compose_engine" inspect --format \
      '{{.State.Status}}={{index .Config.Labels "colo.dev/digest"}}' "$compose_id")
    [ "$compose_line" = "running=$compose_digest" ] ||
      "$compose_engine" rm -f -t "${S_STOP_SECONDS:-10}" "$compose_id" >/dev/null ||
      act_fail 'a container of the former version could not be removed'
  done
}

# Ids of all containers of this slot, running or not.
compose_list() {
  "$compose_engine" ps -a --no-trunc --filter "label=colo.dev/slot=$compose_slot" --format '{{.ID}}'
}

compose_use_engine() {
  compose_names
  compose_host_environment
  if read_record "$RUN/compose" compose CO_ engine; then
    compose_engine=$CO_engine
    return 0
  fi
  # Where the record is gone, it is the engine that has containers with the slot's mark.
  for compose_engine in docker podman; do
    compose_has "$compose_engine" && compose_ids=$(compose_list 2>/dev/null) && [ -n "$compose_ids" ] && return 0
  done
  return 1
}

# By our labels alone: it works the same for every tool, and without the files of the package.
compose_remove() {
  # A removal passes no values on.
  S_SECRETS=no
  S_UNFIT_PODMAN_COMPOSE=
  compose_use_engine || compose_choose_tool
  compose_adopt '' || act_fail 'what the containers wrote could not be taken over'
  compose_keep_nameless || act_fail_unwritten 'no space to note the volumes'
  compose_ids=$(compose_list) || act_fail 'the container engine does not answer'
  if [ -n "$compose_ids" ]; then
    # shellcheck disable=SC2086 # a list of ids
    "$compose_engine" stop -t "${S_STOP_SECONDS:-10}" $compose_ids >/dev/null
    # shellcheck disable=SC2086
    "$compose_engine" rm -f $compose_ids >/dev/null || act_fail 'containers could not be removed'
  fi
  if [ "$compose_engine" = podman ]; then
    for compose_pod in $(podman pod ps -q --filter "name=^pod_$compose_project\$"); do
      podman pod rm -f "$compose_pod" >/dev/null || act_fail 'the pod could not be removed'
    done
  fi
  for compose_network in $("$compose_engine" network ls -q --filter "label=com.docker.compose.project=$compose_project"); do
    "$compose_engine" network rm "$compose_network" >/dev/null || act_fail 'a network could not be removed'
  done
  for compose_old in "$RUN"/c????????????????; do
    compose_drop_folder || act_fail 'the folder of a version could not be removed'
  done
  rm -rf "$RUN"/c????????????????.* "$RUN/compose" "$RUN/override.yaml" "$RUN/said" "$RUN"/seen-*
}

# Asks every engine that is there, whichever tool may be used by now. Fails where one does not answer; but for podman where docker
# does, as it is used only where there is no docker, and may have been installed for nothing.
# $1: owner  $2: yes where it may cost
compose_find() {
  [ "$2" = yes ] || return 0
  compose_host_environment
  compose_name_node
  compose_seen=' '
  compose_answered=
  compose_find_status=0
  for compose_engine in docker podman; do
    compose_has "$compose_engine" || continue
    [ "$compose_engine" = podman ] || compose_has_socket || continue
    if compose_find_marks "$1"; then
      compose_answered=yes
    elif [ -z "$compose_answered" ]; then
      compose_find_status=1
    fi
  done
  return "$compose_find_status"
}

# $1: owner
compose_find_marks() {
  compose_ids=$(compose_ask ps -a -q --no-trunc --filter "label=colo.dev/owner=$1") || return 1
  [ -n "$compose_ids" ] || return 0
  # shellcheck disable=SC2016,SC2086 # a Go template; a list of ids
  compose_marks=$(compose_ask inspect --format \
    '{{with .Config.Labels}}{{index . "colo.dev/slot"}}|{{index . "colo.dev/digest"}}|{{index . "colo.dev/node"}}|{{index . "colo.dev/application"}}|{{index . "com.docker.compose.project"}}|{{index . "com.docker.compose.project.working_dir"}}{{end}}' \
    $compose_ids) || return 1
  while IFS='|' read -r co_slot co_digest co_node co_application co_project co_folder; do
    # What an earlier build started tells neither its node nor its application; compose noted where it was called, and how.
    if [ -z "$co_node" ] && [ "${co_folder#"$WORKDIR/slots/$co_slot/"}" != "$co_folder" ]; then
      co_node=$compose_node
      co_application=${co_project#colo-????????????-}
      co_application=${co_application%"-${co_slot##*/}"}
    fi
    [ "$co_node" = "$compose_node" ] && compose_is_mark "$1" || continue
    case $compose_seen in *" $co_slot "*) continue ;; esac
    compose_seen="$compose_seen$co_slot "
    # The generation is on no label: it would be another configuration at each attempt.
    printf '%s %s 0 sha256:%s\n' "$co_slot" "$co_application" "$co_digest"
  done <<END
$compose_marks
END
}

# Whether the labels of a container are as ours are. Who may use the engine may write any.
# $1: owner
compose_is_mark() {
  co_component=${co_slot#"$1/"}
  co_deployment=${co_component%%/*}
  co_component=${co_component#*/}
  [ "$co_slot" = "$1/$co_deployment/$co_component" ] && valid_field deployment "$co_deployment" &&
    valid_field component "$co_component" && valid_field application "$co_application" && hexadecimal "$co_digest" 64
}

# Asks the engine what it has, and does not wait for one that hangs: it is not what everything else on the node depends on.
compose_ask() {
  timeout -s KILL 10 "$compose_engine" "$@" 2>/dev/null
}

# Sets compose_node, the mark of this node on its engine. Other nodes of the same machine, in workdirs of their own, may use the
# same engine; one that is elsewhere, other machines too.
compose_name_node() {
  compose_node=$WORKDIR
  ! compose_is_remote || compose_node=$(uname -n):$WORKDIR
  compose_node=$(printf '%s' "$compose_node" | sha256sum)
  compose_node=${compose_node%% *}
}

compose_observe() {
  compose_worst=healthy
  compose_detail=
  compose_target=$IN_target
  compose_seen=' '
  if ! compose_use_engine; then
    compose_say none absent ''
    return 0
  fi
  if ! compose_ids=$(compose_list 2>/dev/null); then
    compose_say none unknown "$compose_engine does not answer"
    return 0
  fi
  if [ -z "$compose_ids" ]; then
    compose_say none absent ''
    return 0
  fi
  # shellcheck disable=SC2016,SC2086 # a Go template; a list of ids
  compose_states=$("$compose_engine" inspect --format \
    '{{.ID}}|{{.State.Status}}|{{.State.ExitCode}}|{{if .State.Health}}{{.State.Health.Status}}{{end}}|{{if .Config.Healthcheck}}check{{end}}|{{index .Config.Labels "colo.dev/service"}}|{{index .Config.Labels "colo.dev/digest"}}|{{.HostConfig.RestartPolicy.Name}}|{{.State.Pid}}|{{.State.StartedAt}}' \
    $compose_ids 2>/dev/null)
  compose_started=
  compose_up=
  while IFS='|' read -r co_id co_status co_exit co_health co_check co_service co_digest co_restart co_pid co_started; do
    [ -n "$co_id" ] || continue
    compose_seen="$compose_seen$co_service "
    compose_started="$compose_started$co_id $co_started "
    [ "$co_digest" = "$compose_digest" ] || compose_target=sha256:$co_digest
    compose_judge
  done <<END
$compose_states
END
  for compose_service in $S_SERVICES; do
    case $compose_seen in
      *" $compose_service "*) ;;
      *) compose_worsen stopped "$compose_service has no container" ;;
    esac
  done
  compose_say_run
  compose_say "$compose_target" "$compose_worst" "$compose_detail"
}

# Which run of the whole this is, and since when the youngest container is up.
compose_say_run() {
  compose_run_digest=$(printf '%s' "$compose_started" | sha256sum)
  printf 'instance %.16s\n' "$compose_run_digest"
  [ -z "$compose_up" ] || printf 'up %s\n' "$compose_up"
}

compose_judge() {
  case $co_status in
    running) compose_judge_running ;;
    exited | stopped)
      case $co_exit:$co_restart in
        0: | 0:no | 0:on-failure) ;;
        *: | *:no) compose_worsen stopped "$co_service ended with status $co_exit: $("$compose_engine" logs --tail 5 "$co_id" </dev/null 2>&1)" ;;
        *) compose_worsen unhealthy "$co_service ended with status $co_exit and is started again" ;;
      esac
      ;;
    *) compose_worsen unhealthy "$co_service is $co_status" ;;
  esac
}

compose_judge_running() {
  if compose_read_start; then
    read_uptime
    compose_age=$(((UPTIME_TICKS - PROC_START) / 100))
    [ -n "$compose_up" ] && [ "$compose_up" -le "$compose_age" ] || compose_up=$compose_age
  fi
  case $co_check:$co_health in
    :* | *:none) compose_judge_age ;;
    *:healthy) ;;
    *)
      # podman leaves the checks to systemd's timers; where none runs, somebody has to ask.
      if [ "$compose_engine" = podman ]; then
        podman healthcheck run "$co_id" </dev/null >/dev/null 2>&1 || compose_worsen unhealthy "$co_service fails its health check"
      elif [ "$co_health" = starting ]; then
        compose_worsen starting "$co_service is starting"
      else
        compose_worsen unhealthy "$co_service fails its health check"
      fi
      ;;
  esac
}

# Without a health check, to have stayed up for some time is all that can be asked.
compose_judge_age() {
  if ! compose_read_start; then
    # It was there a moment ago.
    compose_worsen unhealthy "$co_service has just ended"
  elif ! has_settled "$PROC_START"; then
    compose_worsen starting "$co_service has just started"
  fi
}

# Sets PROC_START to when the container started. One of an engine elsewhere has no process here: there, it counts from when
# this run of it was seen first.
compose_read_start() {
  if ! compose_is_remote; then
    read_process "${co_pid:-0}"
    return
  fi
  compose_seen_file=$RUN/seen-$co_id
  read_boot_id
  if ! read_record "$compose_seen_file" seen SE_ boot run ticks || [ "$SE_boot.$SE_run" != "$BOOT_ID.$co_id$co_started" ]; then
    read_uptime
    SE_ticks=$UPTIME_TICKS
    compose_forget_seen
    replace_record "$compose_seen_file" seen "boot $BOOT_ID" "run $co_id$co_started" "ticks $SE_ticks" || return 1
  fi
  PROC_START=$SE_ticks
}

# Removes the records of containers that are gone.
compose_forget_seen() {
  for compose_old in "$RUN"/seen-*; do
    case $compose_ids in
      *"${compose_old##*/seen-}"*) ;;
      *) remove_paths "$compose_old" ;;
    esac
  done
}

# Keeps the worst of all services, and why.
compose_worsen() {
  case $compose_worst:$1 in
    healthy:* | starting:unhealthy | starting:stopped | unhealthy:stopped)
      compose_worst=$1
      compose_detail=$2
      ;;
  esac
}

compose_say() {
  to_line "$3"
  printf 'target %s\nhealth %s\ndetail %s\n' "$1" "$2" "$LINE"
}
