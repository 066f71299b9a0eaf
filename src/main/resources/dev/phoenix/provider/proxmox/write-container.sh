# Replaces the configuration of container $1 by standard input, of $2 bytes, for a connection that
# breaks looks like its end. Exit 4: it is not any more the one with the SHA-256 sum $3, and nothing
# changed. The cluster's file system knows no rename from elsewhere and no modes, so the file is
# written where it is, once all of it is here.
set -e
vmid=$(printf %s "$1" | base64 -d)
bytes=$(printf %s "$2" | base64 -d)
sum=$(printf %s "$3" | base64 -d)
file=/etc/pve/lxc/$vmid.conf
umask 077
new=$(mktemp)
trap 'rm -f "$new"' EXIT
trap 'exit 1' HUP INT TERM
cat > "$new"
if [ "$(wc -c < "$new")" -ne "$bytes" ]; then
  echo "the content did not arrive as a whole; nothing was changed" >&2
  exit 1
fi
there=$(sha256sum < "$file")
case "$there" in
  "$sum"*) cat "$new" > "$file" ;;
  *)
    echo "it was changed in between" >&2
    exit 4
    ;;
esac
