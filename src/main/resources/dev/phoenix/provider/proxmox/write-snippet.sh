# Replaces the snippet $1 by standard input. It may hold passwords, and only root reads it.
set -e
volume=$(printf %s "$1" | base64 -d)
path=$(pvesm path "$volume")
mkdir -p "$(dirname "$path")"
umask 077
cat > "$path.new"
mv -f "$path.new" "$path"
