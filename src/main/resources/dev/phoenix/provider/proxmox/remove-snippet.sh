# Removes the snippet $1.
set -e
volume=$(printf %s "$1" | base64 -d)
path=$(pvesm path "$volume")
rm -f "$path"
