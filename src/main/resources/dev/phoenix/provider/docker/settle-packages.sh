# Ends what a package installation before us has left half done; nothing to do is success.
export DEBIAN_FRONTEND=noninteractive
dpkg --configure -a
