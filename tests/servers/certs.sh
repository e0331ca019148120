#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# certs.sh FOLDER makes the keys and certificates of the TLS tests there. Each NAME
# has NAME.crt and NAME.key; servers are for 127.0.0.1 and good.test unless said.
#
#   ca            what the tests trust          other-ca     what nobody trusts
#   server        good                          foreign      signed by other-ca
#   expired       ended in 2021                 future       begins in 2040
#   wrong-name    for other.test                wrong-ip     for 10.1.2.3
#   no-san        a common name only            not-server   its use is clients only
#   self-signed   its own issuer                leaf         signed by intermediate
#   chain         leaf, then intermediate       reordered    chain after a stranger
#   client        good                          client-expired, client-foreign
#   not-client    its use is servers only       no-subject   its subject is empty
set -euo pipefail
cd "$1"

san='subjectAltName=IP:127.0.0.1,DNS:good.test'
long_ago='-startdate 20200101000000Z -enddate 20210101000000Z'
some_day='-startdate 20400101000000Z -enddate 20500101000000Z'

key() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
}

root() {
  key "$1"
  openssl req -x509 -new -key "$1.key" -subj "/CN=$2" -days 30 -out "$1.crt" \
    -addext keyUsage=critical,keyCertSign,digitalSignature
}

# sign NAME CN ISSUER EXTENSIONS [DATES]; "openssl ca" is what can set the dates
sign() {
  local name=$1 cn=$2 issuer=$3 extensions=$4 dates=${5:--days 30}
  key "$name"
  openssl req -new -key "$name.key" -subj "/CN=$cn" -out "$name.csr"
  rm -f index index.attr
  : > index
  printf '[ca]\ndefault_ca=d\n[d]\ndatabase=index\nnew_certs_dir=.\nrand_serial=yes\nunique_subject=no\ndefault_md=sha256\npolicy=p\nx509_extensions=e\n[p]\ncommonName=supplied\n[e]\n%b\n' \
    "$extensions" > sign.cnf
  # shellcheck disable=SC2086 # two options
  openssl ca -batch -notext -config sign.cnf -cert "$issuer.crt" -keyfile "$issuer.key" \
    -in "$name.csr" -out "$name.crt" $dates
}

root ca 'test CA'
root other-ca 'stranger CA'
root self-signed 127.0.0.1
sign server server ca "$san"
sign foreign server other-ca "$san"
sign expired server ca "$san" "$long_ago"
sign future server ca "$san" "$some_day"
sign wrong-name server ca 'subjectAltName=DNS:other.test,DNS:*.more.test'
sign wrong-ip server ca 'subjectAltName=IP:10.1.2.3'
sign no-san 127.0.0.1 ca 'keyUsage=digitalSignature'
sign not-server server ca "$san\nextendedKeyUsage=clientAuth"
sign intermediate 'test intermediate' ca 'basicConstraints=critical,CA:true\nkeyUsage=keyCertSign'
sign leaf server intermediate "$san"
cat leaf.crt intermediate.crt > chain.crt
cat leaf.crt other-ca.crt intermediate.crt > reordered.crt
cp leaf.key chain.key
cp leaf.key reordered.key
sign client 'test client' ca 'extendedKeyUsage=clientAuth'
sign not-client 'test server' ca 'extendedKeyUsage=serverAuth'
sign client-expired 'old client' ca 'extendedKeyUsage=clientAuth' "$long_ago"
sign client-foreign 'strange client' other-ca 'extendedKeyUsage=clientAuth'
key no-subject
openssl req -x509 -new -key no-subject.key -subj / -days 30 -out no-subject.crt -addext "$san"
