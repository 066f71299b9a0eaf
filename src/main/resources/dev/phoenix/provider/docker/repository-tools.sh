# Installs what fetching a repository's key needs, unless it is there.
export DEBIAN_FRONTEND=noninteractive
if command -v curl >/dev/null 2>&1 && test -e /etc/ssl/certs/ca-certificates.crt; then
  exit 0
fi
apt-get update -q && apt-get install -q -y --no-install-recommends ca-certificates curl
