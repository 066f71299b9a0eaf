# Replaces the lines for LXC of container $1 by standard input; those of its snapshots stay.
set -e
vmid=$(printf %s "$1" | base64 -d)
file=/etc/pve/lxc/$vmid.conf
wanted=$(cat)
main=$(awk '/^\[/ { exit } !/^lxc\./ { print }' "$file")
rest=$(awk '/^\[/ { found = 1 } found { print }' "$file")
{
  printf '%s\n' "$main" | sed -e '/^$/d'
  if [ -n "$wanted" ]; then printf '%s\n' "$wanted"; fi
  if [ -n "$rest" ]; then printf '\n%s\n' "$rest"; fi
} > "/run/phoenix-$vmid.conf"
# The cluster's file system knows no rename from elsewhere.
cat "/run/phoenix-$vmid.conf" > "$file"
rm -f "/run/phoenix-$vmid.conf"
