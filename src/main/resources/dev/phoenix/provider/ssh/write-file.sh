# Replaces the file $1 by standard input, with mode $2.
set -e
path=$(printf %s "$1" | base64 -d)
mode=$(printf %s "$2" | base64 -d)
mkdir -p "$(dirname "$path")"
umask 077
cat > "$path.phoenix-new"
chmod "$mode" "$path.phoenix-new"
mv -f "$path.phoenix-new" "$path"
