# The entry of the runner.

run_verb() {
  case $1 in
    observe | renew | look | start | boot | stage | upload | clean-up)
      read_request
      require_programs
      cd "$WORKDIR" || refuse "INVALID workdir"
      ;;
  esac
  case $1 in
    observe) read_host_settings && observe_verb ;;
    boot) read_host_settings && boot_verb ;;
    look) look_verb ;;
    renew) renew_verb ;;
    start) start_verb ;;
    stage) stage_verb ;;
    upload) upload_verb ;;
    clean-up) clean_up_verb ;;
    @job) shift && job_verb "$@" ;;
    @act) shift && act_verb "$@" ;;
    @purge) shift && purge_verb "$@" ;;
    @pump) shift && pump_verb "$@" ;;
    @revive) shift && revive_verb "$@" ;;
    @runtime)
      # For runtimes: a program of their own that outlives the action. @runtime FUNCTION SLOT GENERATION ARGS
      runtime_function=$2
      SLOT=$3
      use_spec "$4" || exit 1
      shift 4
      "$runtime_function" "$@"
      ;;
    *) refuse "INVALID verb" ;;
  esac
}

# Settings of the host's runtimes come with the request; nothing of them is kept on the node.
read_host_settings() {
  [ "${REQ_settings_bytes:-0}" -gt 0 ] || return 0
  host_settings=$(cat)
  eval "$host_settings"
}

run_verb "$@"
