# Has the engine run now and after each start of the machine.
if command -v systemctl >/dev/null 2>&1; then
  systemctl enable docker && systemctl start docker
else
  service docker start
fi
