# Replaces the snippet $1 by standard input, of $2 bytes, for a connection that breaks looks like its
# end. It may hold passwords, and only root reads it.
set -e
volume=$(printf %s "$1" | base64 -d)
bytes=$(printf %s "$2" | base64 -d)
path=$(pvesm path "$volume")
mkdir -p "$(dirname "$path")"
umask 077
new=$(mktemp "$path.XXXXXX")
trap 'rm -f "$new"' EXIT
trap 'exit 1' HUP INT TERM
cat > "$new"
if [ "$(wc -c < "$new")" -ne "$bytes" ]; then
  echo "the content did not arrive as a whole; nothing was changed" >&2
  exit 1
fi
mv -f "$new" "$path"
