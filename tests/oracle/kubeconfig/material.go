// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"time"
)

// One key and one certificate serve all; what stands before the block tells the texts apart.
var certificate, key = makePair()

func makePair() (certificate, key []byte) {
	private := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotBefore:    time.Unix(0, 0),
		NotAfter:     time.Unix(1<<33, 0),
		IsCA:         true,
	}
	der := must(x509.CreateCertificate(nil, template, template, private.Public(), private))
	pkcs8 := must(x509.MarshalPKCS8PrivateKey(private))
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})
}

// must is value; without one there is no test.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func certificateOf(name string) []byte { return append([]byte("of "+name+"\n"), certificate...) }
func keyOf(name string) []byte         { return append([]byte("of "+name+"\n"), key...) }

// writeMaterial writes the files that a kubeconfig of the folder may name.
func writeMaterial(folder, place string) error {
	pki := filepath.Join(folder, "pki")
	if err := os.MkdirAll(filepath.Join(pki, "folder"), 0o700); err != nil {
		return err
	}
	files := map[string][]byte{
		"ca.crt":      certificateOf("ca in " + place),
		"client.crt":  certificateOf("client in " + place),
		"client.key":  keyOf("client in " + place),
		"token":       []byte("token-in-" + place),
		"token-lines": []byte("\n token-with-space-in-" + place + " \n\n"),
		"notes":       []byte("neither a certificate nor a key\n"),
		"two-lines":   []byte("token\nof two lines\n"),
		"empty":       nil,
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(pki, name), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}
