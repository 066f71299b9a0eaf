# Says what stands of Docker on this machine: the lines of os-release, then one key=value a line.
cat /etc/os-release
echo "phoenix.arch=$(dpkg --print-architecture 2>/dev/null)"
echo "phoenix.cloud=$(cloud-init status 2>/dev/null)"
echo "phoenix.dockerd=$(command -v dockerd 2>/dev/null)"
echo "phoenix.reported=$(dockerd --version 2>/dev/null)"
echo "phoenix.docker-ce=$(dpkg-query -W -f='${db:Status-Status} ${Version}' docker-ce 2>/dev/null)"
echo "phoenix.docker.io=$(dpkg-query -W -f='${db:Status-Status} ${Version}' docker.io 2>/dev/null)"
echo "phoenix.daemon=$(base64 -w0 /etc/docker/daemon.json 2>/dev/null)"
echo "phoenix.sources=$(base64 -w0 /etc/apt/sources.list.d/docker.list 2>/dev/null)"
if test -e /etc/apt/sources.list.d/docker.sources; then echo phoenix.described=yes; fi
echo "phoenix.group=$(getent group docker 2>/dev/null)"
if command -v systemctl >/dev/null 2>&1; then
  echo "phoenix.boot=$(systemctl is-system-running 2>/dev/null)"
  echo "phoenix.active=$(systemctl is-active docker 2>/dev/null)"
  echo "phoenix.enabled=$(systemctl is-enabled docker 2>/dev/null)"
else
  if service docker status >/dev/null 2>&1; then echo phoenix.active=active; else echo phoenix.active=inactive; fi
  echo phoenix.enabled=enabled
fi
# An engine of another kind than those above: in a snap, without root, or somewhere outside the PATH.
echo "phoenix.snap=$(systemctl is-active snap.docker.dockerd 2>/dev/null)"
echo "phoenix.rootless=$(ls /run/user/*/docker.sock 2>/dev/null | head -n 1)"
# The kernel lists the sockets of other roots too: those that are no file here are not this machine's.
echo "phoenix.listening=$(ls -d '' $(grep ' 00010000 ' /proc/net/unix | grep -o ' /.*/docker[.]sock$') 2>/dev/null | head -n 1)"
