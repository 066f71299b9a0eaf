# Replaces the file $1 by standard input, with mode $2. A connection that breaks looks like the end
# of the input, so $3 says how many bytes it has.
set -e
path=$(printf %s "$1" | base64 -d)
mode=$(printf %s "$2" | base64 -d)
bytes=$(printf %s "$3" | base64 -d)
mkdir -p "$(dirname "$path")"
umask 077
new=$(mktemp "$path.phoenix-XXXXXX")
trap 'rm -f "$new"' EXIT
trap 'exit 1' HUP INT TERM
cat > "$new"
if [ "$(wc -c < "$new")" -ne "$bytes" ]; then
  echo "the content did not arrive as a whole; nothing was changed" >&2
  exit 1
fi
chmod "$mode" "$new"
mv -f "$new" "$path"
