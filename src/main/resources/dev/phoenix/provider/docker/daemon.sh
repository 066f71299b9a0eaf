# Replaces daemon.json by standard input and restarts the engine. Exit 3: the engine finds the new
# file invalid, nothing changed. Exit 4: it did not start with it, the old file is back and it runs.
# Exit 5: it does not start with the old file either.
file=/etc/docker/daemon.json
mkdir -p /etc/docker
umask 022
cat > "$file.phoenix-new" || exit 1
if dockerd --validate --config-file "$file.phoenix-new" > "$file.phoenix-log" 2>&1; then
  true
else
  if grep -q -F -e 'unknown flag' "$file.phoenix-log"; then
    true
  else
    cat "$file.phoenix-log" >&2
    rm -f "$file.phoenix-new" "$file.phoenix-log"
    exit 3
  fi
fi
rm -f "$file.phoenix-log"
if [ -e "$file" ]; then cp -p "$file" "$file.phoenix-old"; else rm -f "$file.phoenix-old"; fi
mv -f "$file.phoenix-new" "$file"
if command -v systemctl >/dev/null 2>&1; then
  systemctl reset-failed docker >/dev/null 2>&1
  if systemctl restart docker; then rm -f "$file.phoenix-old"; exit 0; fi
  journalctl -u docker -n 5 --no-pager -o cat >&2 2>/dev/null
else
  if service docker restart; then rm -f "$file.phoenix-old"; exit 0; fi
fi
if [ -e "$file.phoenix-old" ]; then mv -f "$file.phoenix-old" "$file"; else rm -f "$file"; fi
if command -v systemctl >/dev/null 2>&1; then
  systemctl reset-failed docker >/dev/null 2>&1
  if systemctl restart docker; then exit 4; fi
else
  if service docker restart; then exit 4; fi
fi
exit 5
