# Imports the image $4 (a path or a volume of any kind) to storage $3 as disk $2 of machine $1.
set -e
vmid=$(printf %s "$1" | base64 -d)
slot=$(printf %s "$2" | base64 -d)
storage=$(printf %s "$3" | base64 -d)
source=$(printf %s "$4" | base64 -d)
case "$source" in
  /*) path=$source ;;
  *) path=$(pvesm path "$source") ;;
esac
qm set "$vmid" "--$slot" "$storage:0,import-from=$path"
