#!/bin/sh
# What a stand-in image runs: a web server on the ports that its namesake serves, requests on standard output.
name=$(cat /etc/serves)
echo "$name (stand-in): ready"
[ -e /www/index.html ] || echo "Welcome to $name!" >/www/index.html 2>/dev/null
for port in ${PORTS:-8080}; do httpd -f -vv -p "$port" -h /www 2>&1 & done
trap 'echo "$name: stopping"; exit 0' TERM INT
httpd -f -vv -p 80 -h /www 2>&1 &
wait
