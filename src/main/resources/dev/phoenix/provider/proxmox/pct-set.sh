# Sets the option $2 of container $1 to $3.
set -e
vmid=$(printf %s "$1" | base64 -d)
option=$(printf %s "$2" | base64 -d)
value=$(printf %s "$3" | base64 -d)
pct set "$vmid" "$option" "$value"
