# Installs Docker's own engine, of version $1 unless that is empty.
export DEBIAN_FRONTEND=noninteractive
version=$(printf %s "$1" | base64 -d)
if [ -n "$version" ]; then
  apt-get install -q -y --no-install-recommends --allow-downgrades -o Dpkg::Options::=--force-confold "docker-ce=$version" "docker-ce-cli=$version" containerd.io
else
  apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-confold docker-ce docker-ce-cli containerd.io
fi
