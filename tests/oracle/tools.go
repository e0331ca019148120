// SPDX-License-Identifier: Apache-2.0

//go:build tools

// Package oracle holds what upstream's own code says, beside what ours says.
package oracle

import (
	_ "github.com/drone/envsubst/v2"
	_ "k8s.io/api/core/v1"
	_ "k8s.io/apimachinery/pkg/util/duration"
	_ "k8s.io/cli-runtime/pkg/printers"
	_ "k8s.io/client-go/tools/clientcmd"
	_ "k8s.io/client-go/util/jsonpath"
	_ "k8s.io/kubectl/pkg/cmd/get"
)
