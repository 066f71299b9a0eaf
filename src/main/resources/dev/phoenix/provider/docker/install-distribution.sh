# Installs the distribution's engine, of version $1 unless that is empty. Newer releases have the
# docker command in a package of its own.
export DEBIAN_FRONTEND=noninteractive
version=$(printf %s "$1" | base64 -d)
client=
if [ -n "$(apt-cache madison docker-cli 2>/dev/null)" ]; then client=docker-cli; fi
if [ -n "$version" ]; then
  apt-get install -q -y --no-install-recommends --allow-downgrades -o Dpkg::Options::=--force-confold "docker.io=$version" $client
else
  apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-confold docker.io $client
fi
