# Reads the lists of packages anew.
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
