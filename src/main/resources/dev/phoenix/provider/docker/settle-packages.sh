# Ends what a package installation before us has left half done; nothing to do is success.
export DEBIAN_FRONTEND=noninteractive
# A package that dpkg was unpacking when it was killed has to be unpacked again, which apt knows how to do.
dpkg --configure -a || apt-get -qq -y --no-remove --fix-broken install
