# Prints the configuration of container $1, told apart from what the user's own shell says first.
set -e
vmid=$(printf %s "$1" | base64 -d)
content=$(base64 -w0 "/etc/pve/lxc/$vmid.conf")
printf '\nphoenix.config=%s\n' "$content"
