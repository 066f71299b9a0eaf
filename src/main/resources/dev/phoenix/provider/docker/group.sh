# Puts user $1 into group docker.
user=$(printf %s "$1" | base64 -d)
if id -u "$user" >/dev/null 2>&1; then
  groupadd -f docker && usermod -aG docker "$user"
else
  echo "there is no user $user on the machine" >&2
  exit 1
fi
