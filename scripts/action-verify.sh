#!/usr/bin/env bash
# The work of the GitHub Action: verifies $SPECS with $OPTIONS, one word a line, and writes its reports into $FOLDER.
# Annotations and the step summary are written by rulespice itself, which sees that it runs in an action.
set -euo pipefail
read_lines() { while IFS= read -r line; do [ -z "${line//[[:space:]]/}" ] || printf '%s\0' "$line"; done; }
mapfile -d '' -t specs < <(printf '%s\n' "$SPECS" | read_lines)
mapfile -d '' -t options < <(printf '%s\n' "${OPTIONS:-}" | read_lines)
mkdir -p -- "$FOLDER"
{
  echo "report=$FOLDER/verification.html"
  echo "junit=$FOLDER/junit.xml"
} >>"$GITHUB_OUTPUT"
exec node "$GITHUB_ACTION_PATH/bin/rulespice.js" verify "${specs[@]}" \
  --report "$FOLDER/verification.html" --json="$FOLDER/verification.json" --junit "$FOLDER/junit.xml" "${options[@]}"
