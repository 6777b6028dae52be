#!/bin/sh
# Regenerates the reference pages that follow from the declarations in the program.
#   docs/reference/generate.sh SIDEJUMP_BINARY
set -eu
[ $# -eq 1 ] || { echo "usage: $0 SIDEJUMP_BINARY" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
for page in input results thermal response sweep outputs device superconductor rashba fit; do
    new=$here/$page.md.new
    { cat "$here/_${page}_header.md"; "$1" reference "$page"; } >"$new" || { rm -f "$new"; exit 1; }
    mv "$new" "$here/$page.md"
done
