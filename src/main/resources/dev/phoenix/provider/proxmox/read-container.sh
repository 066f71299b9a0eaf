# Prints the configuration of container $1.
set -e
vmid=$(printf %s "$1" | base64 -d)
cat "/etc/pve/lxc/$vmid.conf"
