#!/bin/sh
# Makes the trial's secrets, fresh and random, in secrets/ beside this script (which git ignores), or in the directory that is
# named, and made if it is not there. Needs openssl.
# What is there already is kept; to start anew, delete the files first.
set -eu
umask 077
command -v openssl >/dev/null || { echo "make-secrets.sh needs openssl" >&2; exit 1; }
directory=${1:-$(dirname "$0")/secrets}
mkdir -p -- "$directory"
CDPATH='' cd -- "$directory"

# put FILE VALUE: without a newline at the end.
put() {
    [ -s "$1" ] || printf '%s' "$2" >"$1"
}

base64url() {
    openssl base64 -A | tr '+/' '-_' | tr -d '='
}

# A fresh P-256 key as a JWK set. In the DER form of RFC 5915, d is bytes 8 to 39 and x and y are the last 64.
signing_keys() {
    openssl ecparam -name prime256v1 -genkey -noout -outform DER >key.der
    d=$(tail -c +8 key.der | head -c 32 | base64url)
    x=$(tail -c 64 key.der | head -c 32 | base64url)
    y=$(tail -c 32 key.der | base64url)
    rm key.der
    # RFC 7638: the required members only, in this order.
    kid=$(printf '{"crv":"P-256","kty":"EC","x":"%s","y":"%s"}' "$x" "$y" | openssl dgst -sha256 -binary | base64url)
    printf '{"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"%s","x":"%s","y":"%s","d":"%s"}]}' \
        "$kid" "$x" "$y" "$d"
}

# Each value is made before it is put: a step that fails ends the script, and within an argument it would not.
secret=$(openssl rand -hex 16)
keys=$(signing_keys)
master=$(openssl rand -base64 32)
password=$(openssl rand -hex 16)
# A made-up appid: put a real one and its secret here to log in.
put apps 'wx0000000000000000:not-a-real-secret'
put clients "trial:$secret:introspect+revoke+users:read+users:write+session-key"
put signing-keys "$keys"
put master-keys "trial:$master"
put redis-password "$password"
# The one that was there already, if one was.
password=$(cat redis-password)
put redis-url "redis://:$password@wxauth-redis:6379"
echo "The secrets are in $(pwd)."
