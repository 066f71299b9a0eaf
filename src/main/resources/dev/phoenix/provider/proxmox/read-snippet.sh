# Prints the snippet $1.
set -e
volume=$(printf %s "$1" | base64 -d)
cat "$(pvesm path "$volume")"
