// SPDX-License-Identifier: Apache-2.0

package main

// The kind of the objects: one of everything that server-side apply treats in its own way.
const schemaText = `{
 "type": "object",
 "properties": {
  "apiVersion": {"type": "string"},
  "kind": {"type": "string"},
  "metadata": {"type": "object", "properties": {
    "name": {"type": "string"},
    "namespace": {"type": "string"},
    "uid": {"type": "string"},
    "labels": {"type": "object", "additionalProperties": {"type": "string"}},
    "annotations": {"type": "object", "additionalProperties": {"type": "string"}},
    "finalizers": {"type": "array", "items": {"type": "string"}, "x-kubernetes-list-type": "set"},
    "managedFields": {"type": "array", "x-kubernetes-list-type": "atomic", "items": {"type": "object",
                      "x-kubernetes-preserve-unknown-fields": true}}
  }},
  "spec": {"type": "object", "properties": {
    "text": {"type": "string"},
    "count": {"type": "integer"},
    "flag": {"type": "boolean"},
    "labels": {"type": "object", "additionalProperties": {"type": "string"}},
    "selector": {"type": "object", "x-kubernetes-map-type": "atomic",
                 "additionalProperties": {"type": "string"}},
    "arguments": {"type": "array", "items": {"type": "string"}, "x-kubernetes-list-type": "atomic"},
    "names": {"type": "array", "items": {"type": "string"}, "x-kubernetes-list-type": "set"},
    "ports": {"type": "array", "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": ["port", "protocol"],
      "items": {"type": "object", "properties": {
        "port": {"type": "integer"},
        "protocol": {"type": "string", "default": "TCP"},
        "name": {"type": "string"},
        "names": {"type": "array", "items": {"type": "string"}, "x-kubernetes-list-type": "set"}}}},
    "groups": {"type": "array", "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": ["name"],
      "items": {"type": "object", "properties": {
        "name": {"type": "string"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "inner": {"type": "object", "properties": {
          "a": {"type": "string"}, "b": {"type": "object", "properties": {"c": {"type": "integer"}}}}}}}},
    "inner": {"type": "object", "properties": {
      "a": {"type": "string"}, "b": {"type": "object", "properties": {"c": {"type": "integer"}}}}},
    "tables": {"type": "object", "additionalProperties": {"type": "object", "properties": {
      "a": {"type": "string"}, "c": {"type": "integer"}}}}
  }}
 }
}`
