# Joins standard input and output with the socket $1 of the Docker Engine, and says when that is done.
socket=$(printf %s "$1" | base64 -d)
if command -v docker >/dev/null 2>&1; then
  true
else
  echo "there is no docker command in it; install docker-ce-cli (or docker-cli of the distribution)" >&2
  exit 1
fi
if [ -S "$socket" ]; then
  true
else
  echo "there is no socket $socket in it; the engine must run" >&2
  exit 1
fi
echo phoenix.joined
exec docker -H "unix://$socket" system dial-stdio
