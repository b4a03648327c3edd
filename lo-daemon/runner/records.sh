# Records: small files of `key value` lines that end with an `end` line, written twice in a row and padded to one block. A
# record whose copies differ, or that lacks its first or last line, is damaged and counts as missing. Records of earlier
# builds have one copy.

RECORD_SIZE=4096

# A shell reads byte by byte: nothing reads on into the padding, and a reserved block shows by its first byte that there
# is no record yet.

# Reserves the block of a record, so that writing it later needs no space on the disk; the caller syncs it.
# $1: file
preallocate_record() {
  printf "\n%$((RECORD_SIZE - 1))s" '' >"$1"
}

# Writes a record in place, into a reserved block where there is one; the caller syncs it.
# $1: file  $2: name of the kind  $3...: lines
write_record_in_place() {
  record_file=$1
  record_text="colo-$2 1"
  shift 2
  for record_line in "$@"; do
    record_text="$record_text
$record_line"
  done
  printf "%-${RECORD_SIZE}s" "$record_text
end
$record_text
end
" 1<>"$record_file"
}

# Writes a record beside its place and renames it there: readers see the old or the new one, never a mixture.
# $1: file  $2: kind  $3...: lines
replace_record() {
  replace_file=$1
  shift
  write_record_in_place "$replace_file.next" "$@" && sync "$replace_file.next" &&
    mv -f "$replace_file.next" "$replace_file" && sync "${replace_file%/*}"
}

# Reads a record into variables with a prefix; they are empty when it is missing or damaged, and this fails.
# $1: file  $2: kind  $3: prefix  $4...: keys (`-` in a key becomes `_` in the variable)
read_record() {
  record_file=$1
  record_kind=$2
  record_prefix=$3
  shift 3
  record_keys=" $* "
  clear_record "$@"
  [ -r "$record_file" ] && read_record_lines <"$record_file" && return 0
  clear_record "$@"
  return 1
}

clear_record() {
  for record_key in "$@"; do
    set_variable "$record_prefix$record_key" ''
  done
}

read_record_lines() {
  IFS= read -r record_line || return 1
  [ "$record_line" = "colo-$record_kind 1" ] || return 1
  record_first=
  read_record_copy || return 1
  record_first=$record_copy
  # Behind a record of an earlier build there is nothing but padding.
  IFS= read -r record_line || return 0
  [ "$record_line" = "colo-$record_kind 1" ] || return 0
  read_record_copy && [ "$record_copy" = "$record_first" ]
}

# Reads one copy up to its end into record_copy; of the first one, sets the variables.
read_record_copy() {
  record_copy=
  while IFS=' ' read -r record_key record_value; do
    case $record_key in
      end) return 0 ;;
      *[!a-z-]* | '') return 1 ;;
    esac
    record_copy="$record_copy$record_key $record_value
"
    [ -z "$record_first" ] || continue
    case $record_keys in
      *" $record_key "*) set_variable "$record_prefix$record_key" "$record_value" ;;
    esac
  done
  return 1
}

# $1: name, `-` becomes `_`  $2: value. The name is made of our own fixed words only.
set_variable() {
  variable_name=$1
  while :; do
    case $variable_name in
      *-*) variable_name=${variable_name%%-*}_${variable_name#*-} ;;
      *) break ;;
    esac
  done
  variable_value=$2
  eval "$variable_name=\$variable_value"
}
