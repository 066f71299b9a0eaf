# Prints the SSH host keys of container $1.
set -e
vmid=$(printf %s "$1" | base64 -d)
pct exec "$vmid" -- sh -c 'cat /etc/ssh/ssh_host_*_key.pub'
