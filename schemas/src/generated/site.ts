// Generated from schemas/json/site.schema.json by `npm run generate`. Do not edit.

/**
 * A parameter's value: a text, a number, true or false, a list of these, or the name of a secret of the site ({ secretRef: NAME }).
 */
export type ParameterValue = (ParameterScalar | ParameterScalar[] | SecretReference)
/**
 * One value: a text, a number, true or false.
 */
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
 * Name of the site: its path below sites/, for example eu/berlin. Folders group sites; selectors match them (eu/*).
 */
name: string
labels?: Labels
/**
 * What a colleague should know of this site: where it is, whom to call.
 */
description?: string
}
/**
 * Labels by key, for selectors such as region=eu.
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
 * The site's edge nodes. A host that is removed here is forgotten, not cleaned up: remove its applications first.
 */
hosts: Host[]
}
/**
 * Parameter values for every host of the site, by application id. They win over the package's defaults and the groups' values.
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
 * A secret that only the site knows: its name in secrets of the site's lo.yaml.
 */
export interface SecretReference {
/**
 * Name of the secret.
 */
secretRef: string
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
 * Login user that LO connects as.
 */
user: string
/**
 * How LO reaches the host: ssh2 (built in), openssh (the system's ssh, for ProxyJump and certificates) or local.
 */
transport?: string
/**
 * Folder on the host that belongs to colo, absolute; on a local disk, not in /tmp.
 */
workdir?: string
/**
 * Run the node's jobs with sudo -n; the user then needs a sudoers rule without a password.
 */
sudo?: boolean
/**
 * Folders searched for programs before the standard ones.
 * 
 * Items: Absolute folder.
 */
searchPath?: string[]
/**
 * Pinned SSH host keys, as in known_hosts without the name: ssh-ed25519 AAAA…. A host without one, or with another, is refused.
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
 * Number of cores; parts of one are allowed.
 */
cores?: number
/**
 * Instruction set.
 */
architecture?: ("amd64" | "x86_64" | "arm64" | "arm" | "riscv64" | "other")
}
/**
 * Main memory, for example 4Gi (powers of 1,024).
 */
memory?: string
/**
 * Storage for applications, for example 64Gi (powers of 1,024).
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
 * Further device properties that eligibility rules of packages point at, by JSON Pointer.
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
 * Parameter values for this host alone, by application id. They win over the site's.
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
          "description": "Name of the site: its path below sites/, for example eu/berlin. Folders group sites; selectors match them (eu/*).",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(/[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
          "maxLength": 200,
          "patternErrorMessage": "must be a path below sites/: names of lower-case letters, digits and dashes, joined by /"
        },
        "labels": {
          "$ref": "#/$defs/Labels"
        },
        "description": {
          "type": "string",
          "description": "What a colleague should know of this site: where it is, whom to call.",
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
          "description": "Parameter values for every host of the site, by application id. They win over the package's defaults and the groups' values.",
          "$ref": "#/$defs/ParametersByApplication"
        },
        "hosts": {
          "type": "array",
          "description": "The site's edge nodes. A host that is removed here is forgotten, not cleaned up: remove its applications first.",
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
      ],
      "description": "One value: a text, a number, true or false.",
      "errorMessage": "must be a text, a number, true or false"
    },
    "SecretReference": {
      "title": "SecretReference",
      "type": "object",
      "description": "A secret that only the site knows: its name in secrets of the site's lo.yaml.",
      "properties": {
        "secretRef": {
          "type": "string",
          "description": "Name of the secret.",
          "minLength": 1,
          "maxLength": 63,
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        }
      },
      "required": [
        "secretRef"
      ],
      "additionalProperties": false
    },
    "ParameterValue": {
      "title": "ParameterValue",
      "description": "A parameter's value: a text, a number, true or false, a list of these, or the name of a secret of the site ({ secretRef: NAME }).",
      "anyOf": [
        {
          "$ref": "#/$defs/ParameterScalar"
        },
        {
          "type": "array",
          "items": {
            "$ref": "#/$defs/ParameterScalar"
          }
        },
        {
          "$ref": "#/$defs/SecretReference"
        }
      ],
      "errorMessage": "must be a text, a number, true or false, a list of these, or { secretRef: NAME }"
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
        "pattern": "^[A-Za-z_][A-Za-z0-9_.-]{0,199}$",
        "patternErrorMessage": "must be a parameter name: letters, digits, dots, dashes and underscores, a letter or underscore first, at most 200"
      }
    },
    "ParametersByApplication": {
      "title": "ParametersByApplication",
      "type": "object",
      "description": "Parameter values by application id.",
      "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
        "maxLength": 200,
        "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
      },
      "additionalProperties": {
        "$ref": "#/$defs/ParameterValues"
      }
    },
    "Labels": {
      "title": "Labels",
      "type": "object",
      "description": "Labels by key, for selectors such as region=eu.",
      "propertyNames": {
        "type": "string",
        "pattern": "^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$",
        "maxLength": 253,
        "patternErrorMessage": "must be a label key: letters, digits, dots, dashes, underscores and slashes, with a letter or digit at both ends"
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
            "maxLength": 200,
            "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
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
              "description": "Number of cores; parts of one are allowed."
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
          "description": "Main memory, for example 4Gi (powers of 1,024).",
          "pattern": "^[0-9]+(Ki|Mi|Gi)$",
          "patternErrorMessage": "must be a quantity such as 512Mi or 4Gi"
        },
        "storage": {
          "type": "string",
          "description": "Storage for applications, for example 64Gi (powers of 1,024).",
          "pattern": "^[0-9]+(Ki|Mi|Gi|Ti|Pi|Ei)$",
          "patternErrorMessage": "must be a quantity such as 64Gi or 1Ti"
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
          "description": "Further device properties that eligibility rules of packages point at, by JSON Pointer.",
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
          "description": "Name of the host, unique in the site.",
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        },
        "address": {
          "type": "string",
          "description": "IP address or DNS name that LO connects to.",
          "pattern": "^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|(?=[0-9A-Fa-f]*:)[0-9A-Fa-f:.]{2,45})$",
          "maxLength": 253,
          "patternErrorMessage": "must be a DNS name or an IP address"
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
          "description": "Login user that LO connects as.",
          "pattern": "^[A-Za-z_][A-Za-z0-9._-]*$",
          "maxLength": 32,
          "patternErrorMessage": "must be a login name: letters, digits, dots, dashes and underscores, a letter or underscore first"
        },
        "transport": {
          "type": "string",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "maxLength": 200,
          "description": "How LO reaches the host: ssh2 (built in), openssh (the system's ssh, for ProxyJump and certificates) or local.",
          "default": "ssh2",
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        },
        "workdir": {
          "type": "string",
          "description": "Folder on the host that belongs to colo, absolute; on a local disk, not in /tmp.",
          "pattern": "^(/[A-Za-z0-9_][A-Za-z0-9._-]*)+$",
          "default": "/var/lib/colo",
          "maxLength": 200,
          "patternErrorMessage": "must be an absolute folder of letters, digits, dots, dashes and underscores"
        },
        "sudo": {
          "type": "boolean",
          "default": false,
          "description": "Run the node's jobs with sudo -n; the user then needs a sudoers rule without a password."
        },
        "searchPath": {
          "type": "array",
          "description": "Folders searched for programs before the standard ones.",
          "items": {
            "type": "string",
            "description": "Absolute folder.",
            "pattern": "^(/[A-Za-z0-9_][A-Za-z0-9._-]*)+$",
            "patternErrorMessage": "must be an absolute folder of letters, digits, dots, dashes and underscores"
          },
          "default": []
        },
        "hostKeys": {
          "type": "array",
          "description": "Pinned SSH host keys, as in known_hosts without the name: ssh-ed25519 AAAA…. A host without one, or with another, is refused.",
          "items": {
            "type": "string",
            "description": "Key type and base64 key.",
            "pattern": "^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]+={0,3}$",
            "patternErrorMessage": "must be a key type and a base64 key, as ssh-keyscan prints them after the host's name"
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
          "description": "Parameter values for this host alone, by application id. They win over the site's.",
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
