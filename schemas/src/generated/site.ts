// Generated from schemas/json/site.schema.json by `npm run generate`. Do not edit.

/**
 * A parameter's value.
 */
export type ParameterValue = (ParameterScalar | ParameterScalar[])
export type ParameterScalar = (string | number | boolean)

/**
 * Inventory of one site: its labels, hosts and parameters.
 */
export interface Site {
/**
 * Version of this document's form.
 */
apiVersion: "colo.dev/v1alpha1"
/**
 * What this document is.
 */
kind: "Site"
metadata: SiteMetadata
spec: SiteSpec
}
/**
 * Who this is.
 */
export interface SiteMetadata {
/**
 * Name of the site: its path below sites/, for example eu/berlin.
 */
name: string
labels?: Labels
/**
 * Free text.
 */
description?: string
}
/**
 * Labels for selectors.
 */
export interface Labels {
[k: string]: string
}
/**
 * What the site has.
 */
export interface SiteSpec {
parameters?: ParametersByApplication
/**
 * Edge nodes.
 */
hosts: Host[]
}
/**
 * Values for every host of the site.
 */
export interface ParametersByApplication {
[k: string]: ParameterValues
}
/**
 * Values by parameter name.
 */
export interface ParameterValues {
[k: string]: ParameterValue
}
/**
 * An edge node of the site.
 */
export interface Host {
/**
 * Name of the host, unique in the site.
 */
name: string
/**
 * IP address or DNS name that LO connects to.
 */
address: string
/**
 * SSH port.
 */
port?: number
/**
 * Login user.
 */
user: string
/**
 * How LO reaches the host.
 */
transport?: string
/**
 * Folder on the host that belongs to colo; absolute.
 */
workdir?: string
/**
 * Run the node's jobs with sudo -n.
 */
sudo?: boolean
/**
 * Folders searched for programs before the standard ones.
 * 
 * Items: Absolute folder.
 */
searchPath?: string[]
/**
 * Pinned SSH host keys, as in known_hosts without the name: ssh-ed25519 AAAA…
 * 
 * Items: Key type and base64 key.
 */
hostKeys?: string[]
labels?: Labels
capabilities: HostCapabilities
parameters?: ParametersByApplication1
}
/**
 * What the host can run and has. Profiles whose needs exceed it are not chosen.
 */
export interface HostCapabilities {
/**
 * Runtimes that this host offers: compose, process, helm.
 */
runtimes: string[]
/**
 * Processor.
 */
cpu?: {
/**
 * Cores.
 */
cores?: number
/**
 * Instruction set.
 */
architecture?: ("amd64" | "x86_64" | "arm64" | "arm" | "riscv64" | "other")
}
/**
 * For example 4Gi.
 */
memory?: string
/**
 * For example 64Gi.
 */
storage?: string
/**
 * Attached devices.
 */
peripherals?: Peripheral[]
/**
 * Network and field interfaces.
 */
interfaces?: NetworkInterface[]
/**
 * Further device properties that eligibility rules may point at.
 */
properties?: {
[k: string]: unknown
}
}
/**
 * A device.
 */
export interface Peripheral {
/**
 * gpu, display, camera, microphone, speaker, other.
 */
type: string
/**
 * Maker.
 */
manufacturer?: string
/**
 * Model.
 */
model?: string
}
/**
 * An interface.
 */
export interface NetworkInterface {
/**
 * ethernet, wifi, cellular, bluetooth, usb, canbus, rs232, other.
 */
type: string
}
/**
 * Values for this host alone.
 */
export interface ParametersByApplication1 {
[k: string]: ParameterValues
}

/** The JSON Schema itself. */
export const siteSchema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/site.schema.json",
  "title": "Site",
  "description": "Inventory of one site: its labels, hosts and parameters.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "const": "colo.dev/v1alpha1",
      "description": "Version of this document's form."
    },
    "kind": {
      "const": "Site",
      "description": "What this document is."
    },
    "metadata": {
      "type": "object",
      "description": "Who this is.",
      "properties": {
        "name": {
          "type": "string",
          "description": "Name of the site: its path below sites/, for example eu/berlin.",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(/[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
          "maxLength": 200
        },
        "labels": {
          "$ref": "#/$defs/Labels"
        },
        "description": {
          "type": "string",
          "description": "Free text.",
          "maxLength": 1000
        }
      },
      "required": [
        "name"
      ],
      "additionalProperties": false,
      "title": "SiteMetadata"
    },
    "spec": {
      "type": "object",
      "description": "What the site has.",
      "properties": {
        "parameters": {
          "description": "Values for every host of the site.",
          "$ref": "#/$defs/ParametersByApplication"
        },
        "hosts": {
          "type": "array",
          "description": "Edge nodes.",
          "items": {
            "$ref": "#/$defs/Host"
          }
        }
      },
      "required": [
        "hosts"
      ],
      "additionalProperties": false,
      "title": "SiteSpec"
    }
  },
  "required": [
    "apiVersion",
    "kind",
    "metadata",
    "spec"
  ],
  "additionalProperties": false,
  "$defs": {
    "ParameterScalar": {
      "title": "ParameterScalar",
      "anyOf": [
        {
          "type": "string"
        },
        {
          "type": "number"
        },
        {
          "type": "boolean"
        }
      ]
    },
    "ParameterValue": {
      "title": "ParameterValue",
      "description": "A parameter's value.",
      "anyOf": [
        {
          "$ref": "#/$defs/ParameterScalar"
        },
        {
          "type": "array",
          "items": {
            "$ref": "#/$defs/ParameterScalar"
          }
        }
      ]
    },
    "ParameterValues": {
      "title": "ParameterValues",
      "type": "object",
      "description": "Values by parameter name.",
      "additionalProperties": {
        "$ref": "#/$defs/ParameterValue"
      },
      "propertyNames": {
        "type": "string",
        "pattern": "^[A-Za-z_][A-Za-z0-9_.-]{0,199}$"
      }
    },
    "ParametersByApplication": {
      "title": "ParametersByApplication",
      "type": "object",
      "description": "Parameter values by application id.",
      "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
        "maxLength": 200
      },
      "additionalProperties": {
        "$ref": "#/$defs/ParameterValues"
      }
    },
    "Labels": {
      "title": "Labels",
      "type": "object",
      "description": "Labels for selectors.",
      "propertyNames": {
        "type": "string",
        "pattern": "^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$",
        "maxLength": 253
      },
      "additionalProperties": {
        "type": "string",
        "maxLength": 253
      }
    },
    "HostCapabilities": {
      "type": "object",
      "description": "What the host can run and has. Profiles whose needs exceed it are not chosen.",
      "properties": {
        "runtimes": {
          "type": "array",
          "description": "Runtimes that this host offers: compose, process, helm.",
          "items": {
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": 200
          },
          "uniqueItems": true
        },
        "cpu": {
          "type": "object",
          "description": "Processor.",
          "properties": {
            "cores": {
              "type": "number",
              "exclusiveMinimum": 0,
              "description": "Cores."
            },
            "architecture": {
              "enum": [
                "amd64",
                "x86_64",
                "arm64",
                "arm",
                "riscv64",
                "other"
              ],
              "description": "Instruction set."
            }
          },
          "additionalProperties": false
        },
        "memory": {
          "type": "string",
          "description": "For example 4Gi.",
          "pattern": "^[0-9]+(Ki|Mi|Gi)$"
        },
        "storage": {
          "type": "string",
          "description": "For example 64Gi.",
          "pattern": "^[0-9]+(Ki|Mi|Gi|Ti|Pi|Ei)$"
        },
        "peripherals": {
          "type": "array",
          "description": "Attached devices.",
          "items": {
            "type": "object",
            "description": "A device.",
            "properties": {
              "type": {
                "type": "string",
                "description": "gpu, display, camera, microphone, speaker, other."
              },
              "manufacturer": {
                "type": "string",
                "description": "Maker."
              },
              "model": {
                "type": "string",
                "description": "Model."
              }
            },
            "required": [
              "type"
            ],
            "additionalProperties": false,
            "title": "Peripheral"
          }
        },
        "interfaces": {
          "type": "array",
          "description": "Network and field interfaces.",
          "items": {
            "type": "object",
            "description": "An interface.",
            "properties": {
              "type": {
                "type": "string",
                "description": "ethernet, wifi, cellular, bluetooth, usb, canbus, rs232, other."
              }
            },
            "required": [
              "type"
            ],
            "additionalProperties": false,
            "title": "NetworkInterface"
          }
        },
        "properties": {
          "type": "object",
          "description": "Further device properties that eligibility rules may point at.",
          "additionalProperties": true
        }
      },
      "required": [
        "runtimes"
      ],
      "additionalProperties": false,
      "title": "HostCapabilities"
    },
    "Host": {
      "type": "object",
      "description": "An edge node of the site.",
      "properties": {
        "name": {
          "type": "string",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "maxLength": 200,
          "description": "Name of the host, unique in the site."
        },
        "address": {
          "type": "string",
          "description": "IP address or DNS name that LO connects to.",
          "pattern": "^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)$",
          "maxLength": 253
        },
        "port": {
          "type": "integer",
          "minimum": 1,
          "maximum": 65535,
          "default": 22,
          "description": "SSH port."
        },
        "user": {
          "type": "string",
          "description": "Login user.",
          "pattern": "^[a-z_][a-z0-9_-]*$",
          "maxLength": 32
        },
        "transport": {
          "type": "string",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "maxLength": 200,
          "description": "How LO reaches the host.",
          "default": "ssh2"
        },
        "workdir": {
          "type": "string",
          "description": "Folder on the host that belongs to colo; absolute.",
          "pattern": "^(/[A-Za-z0-9_][A-Za-z0-9._-]*)+$",
          "default": "/var/lib/colo",
          "maxLength": 200
        },
        "sudo": {
          "type": "boolean",
          "default": false,
          "description": "Run the node's jobs with sudo -n."
        },
        "searchPath": {
          "type": "array",
          "description": "Folders searched for programs before the standard ones.",
          "items": {
            "type": "string",
            "description": "Absolute folder.",
            "pattern": "^(/[A-Za-z0-9_][A-Za-z0-9._-]*)+$"
          },
          "default": []
        },
        "hostKeys": {
          "type": "array",
          "description": "Pinned SSH host keys, as in known_hosts without the name: ssh-ed25519 AAAA…",
          "items": {
            "type": "string",
            "description": "Key type and base64 key.",
            "pattern": "^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]+={0,3}$"
          },
          "uniqueItems": true
        },
        "labels": {
          "$ref": "#/$defs/Labels"
        },
        "capabilities": {
          "$ref": "#/$defs/HostCapabilities"
        },
        "parameters": {
          "description": "Values for this host alone.",
          "$ref": "#/$defs/ParametersByApplication"
        }
      },
      "required": [
        "name",
        "address",
        "user",
        "capabilities"
      ],
      "additionalProperties": false,
      "title": "Host"
    }
  }
};
