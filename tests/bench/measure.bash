# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Measuring two commands side by side. $work is a folder for what that leaves behind.

missed=0

# What the commands run in, such as the proxy; nothing by default.
through=()

# milliseconds RUNS COMMAND COMMAND: the medians of both, which take turns with the machine.
milliseconds() {
  "${through[@]}" hyperfine -N --style none --warmup 3 --runs "$1" --export-csv "$work/times" "$2" "$3" \
    > /dev/null 2> "$work/hyperfine" || { cat "$work/hyperfine" >&2; exit 1; }
  tail -n 2 "$work/times" | awk -F, '{ print $(NF - 4) * 1000 }'
}

# mebibytes COMMAND...: the peak of its memory, the median of five runs.
mebibytes() {
  local _
  for _ in 1 2 3 4 5; do
    env time -f %M -o "$work/memory" "$@" > /dev/null
    cat "$work/memory"
  done | sort -n | awk 'NR == 3 { print $1 / 1024 }'
}

# row NAME UNIT OURS THEIRS [least RATIO | most OURS | share PERCENT]
row() {
  awk -v name="$1" -v unit="$2" -v ours="$3" -v theirs="$4" -v bound="${5-}" -v target="${6-}" 'BEGIN {
    ratio = theirs / ours
    if (bound == "least") {
      missed = ratio < target
      want = "at least " target " times"
    } else if (bound == "most") {
      missed = ours > target
      want = "at most " target " " unit
    } else if (bound == "share") {
      missed = ours * 100 > theirs * target
      want = "at most " target " %"
    }
    printf "%-24s %9.1f %-3s %9.1f %-3s %7.1f   %-18s %s\n", name, ours, unit, theirs, unit, ratio,
           bound == "" ? "-" : want, bound == "" ? "" : missed ? "missed" : "ok"
    exit missed
  }' || missed=1
}

heading() {
  printf '%-24s %13s %13s %7s   %-18s\n' '' ours theirs ratio target
}
