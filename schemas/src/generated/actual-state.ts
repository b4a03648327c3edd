// Generated from schemas/json/actual-state.schema.json by `npm run generate`. Do not edit.

/**
 * What LO knows of its site's hosts: a cache of the nodes, rebuilt by observing them.
 */
export interface ActualState {
/**
 * Version of this document's form.
 */
apiVersion: "colo.dev/v1alpha1"
/**
 * What this document is.
 */
kind: "ActualState"
metadata: ActualStateMetadata
spec: ActualStateSpec
}
/**
 * Whose this is.
 */
export interface ActualStateMetadata {
/**
 * Name of the site: its path below sites/, for example eu/berlin.
 */
site: string
/**
 * Counts writes; the higher of two records is the newer.
 */
sequence: number
}
/**
 * What is there.
 */
export interface ActualStateSpec {
adopted?: AdoptedRevision
/**
 * By host name.
 */
hosts: {
[k: string]: HostState
}
}
/**
 * The revision adopted last.
 */
export interface AdoptedRevision {
/**
 * Full Git object id.
 */
commit: string
/**
 * Tree of sites/<site> in it.
 */
siteTree: (string | null)
/**
 * Full Git object id.
 */
statusCommit: string
/**
 * UTC time, RFC 3339.
 */
at: string
}
/**
 * One host.
 */
export interface HostState {
/**
 * Boot id seen last.
 */
bootId?: string
/**
 * Device and inode of the workdir seen last: with the boot id, no other host has the same.
 */
folder?: string
/**
 * UTC time, RFC 3339.
 */
observedAt?: string
/**
 * Whether the last try to reach it succeeded.
 */
reachable?: boolean
lease?: HostLeaseRecord
problem?: HostProblem
/**
 * By application id.
 */
applications: {
[k: string]: ApplicationState
}
/**
 * What is known of purges, by application id.
 */
purges?: {
[k: string]: PurgeState
}
}
/**
 * Who acted on the host when it was observed last.
 */
export interface HostLeaseRecord {
/**
 * Whether this LO did.
 */
own: boolean
/**
 * Machine and state folder of the LO that did.
 */
actor: string
/**
 * Rises with each change of who acts.
 */
number: number
}
/**
 * Why the host cannot be used now.
 */
export interface HostProblem {
/**
 * Error code.
 */
code: string
/**
 * Bounded, escaped.
 */
message: string
/**
 * UTC time, RFC 3339.
 */
since: string
}
/**
 * One application on one host.
 */
export interface ApplicationState {
/**
 * Margo deployment id, a UUID.
 */
deploymentId: string
/**
 * Version as its author wrote it; always quoted, because YAML reads 1.0 as a number.
 */
version?: string
/**
 * By component name, in order of installation.
 */
components: {
[k: string]: ComponentState
}
}
/**
 * One component on one host.
 */
export interface ComponentState {
/**
 * Runtime.
 */
type: string
/**
 * Identity of where it comes from; another one is another thing under the same name.
 */
source: string
/**
 * Generation of the slot on the node.
 */
generation: number
installed?: InstalledRecord
observed?: ObservedRecord
/**
 * Changed since the last observation.
 */
dirty: boolean
attempt?: AttemptRecord
quarantine?: QuarantineRecord
/**
 * Transient failures in a row.
 */
failures?: number
lastFailure?: FailureRecord
/**
 * How often it was seen to start again, by whomever and for whatever reason, since it was last up for ten minutes.
 */
restarts?: number
}
/**
 * What last ended installed; a failure does not change it.
 */
export interface InstalledRecord {
/**
 * sha256: and 64 lower-case hexadecimal digits.
 */
digest: string
/**
 * Version as its author wrote it; always quoted, because YAML reads 1.0 as a number.
 */
version: string
/**
 * Full Git object id.
 */
commit: string
/**
 * UTC time, RFC 3339.
 */
at: string
}
/**
 * What the node showed last.
 */
export interface ObservedRecord {
/**
 * running: alive and healthy. unknown: it could not be observed since the last change.
 */
state: ("running" | "unhealthy" | "stopped" | "absent" | "unknown")
/**
 * Component digest of what is there; null where nothing is.
 */
digest: (string | null)
/**
 * UTC time, RFC 3339.
 */
at: string
/**
 * Names the run of what is there: another one after each start, whoever asked for it.
 */
instance?: string
}
/**
 * The attempt journalled last.
 */
export interface AttemptRecord {
/**
 * Generation of the slot that the attempt raised.
 */
generation: number
/**
 * 128 random bits.
 */
nonce: string
/**
 * What it does.
 */
action: ("install" | "update" | "replace" | "remove")
/**
 * Digest to reach; null for removal.
 */
target: (string | null)
/**
 * Full Git object id.
 */
commit: string
/**
 * UTC time, RFC 3339.
 */
startedAt: string
/**
 * open until its end is known.
 */
outcome: ("open" | "installed" | "rolled-back" | "failed" | "removed" | "lost" | "superseded")
/**
 * Error code of a failed attempt.
 */
code?: string
/**
 * Bounded, escaped.
 */
message?: string
}
/**
 * A digest that failed terminally here; not tried again until it changes or somebody asks.
 */
export interface QuarantineRecord {
/**
 * sha256: and 64 lower-case hexadecimal digits.
 */
digest: string
/**
 * Error code.
 */
code: string
/**
 * Bounded, escaped.
 */
message: string
/**
 * UTC time, RFC 3339.
 */
at: string
}
/**
 * What failed last and is tried again.
 */
export interface FailureRecord {
/**
 * What was to be reached; null for a removal.
 */
digest: (string | null)
/**
 * Error code.
 */
code: string
/**
 * Bounded, escaped.
 */
message: string
/**
 * UTC time, RFC 3339.
 */
at: string
}
/**
 * How far the data of an application was purged on a host.
 */
export interface PurgeState {
/**
 * Epoch to which the host has purged, as it showed last; 0 where it never did.
 */
epoch: number
/**
 * Whether data of the application was there.
 */
kept?: boolean
slot?: ComponentState
}

/** The JSON Schema itself. */
export const actualStateSchema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/actual-state.schema.json",
  "title": "ActualState",
  "description": "What LO knows of its site's hosts: a cache of the nodes, rebuilt by observing them.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "const": "colo.dev/v1alpha1",
      "description": "Version of this document's form."
    },
    "kind": {
      "const": "ActualState",
      "description": "What this document is."
    },
    "metadata": {
      "type": "object",
      "description": "Whose this is.",
      "properties": {
        "site": {
          "type": "string",
          "description": "Name of the site: its path below sites/, for example eu/berlin.",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(/[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
          "maxLength": 200,
          "patternErrorMessage": "must be a path below sites/: names of lower-case letters, digits and dashes, joined by /"
        },
        "sequence": {
          "type": "integer",
          "minimum": 0,
          "description": "Counts writes; the higher of two records is the newer."
        }
      },
      "required": [
        "site",
        "sequence"
      ],
      "additionalProperties": false,
      "title": "ActualStateMetadata"
    },
    "spec": {
      "type": "object",
      "description": "What is there.",
      "properties": {
        "adopted": {
          "$ref": "#/$defs/AdoptedRevision"
        },
        "hosts": {
          "type": "object",
          "description": "By host name.",
          "propertyNames": {
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": 200,
            "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
          },
          "additionalProperties": {
            "$ref": "#/$defs/HostState"
          }
        }
      },
      "required": [
        "hosts"
      ],
      "additionalProperties": false,
      "title": "ActualStateSpec"
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
    "InstalledRecord": {
      "type": "object",
      "description": "What last ended installed; a failure does not change it.",
      "properties": {
        "digest": {
          "type": "string",
          "description": "sha256: and 64 lower-case hexadecimal digits.",
          "pattern": "^sha256:[0-9a-f]{64}$",
          "patternErrorMessage": "must be sha256: and 64 lower-case hexadecimal digits"
        },
        "version": {
          "type": "string",
          "description": "Version as its author wrote it; always quoted, because YAML reads 1.0 as a number.",
          "minLength": 1,
          "maxLength": 128,
          "pattern": "^[0-9A-Za-z][0-9A-Za-z.+_-]*$",
          "patternErrorMessage": "must be a version: letters, digits, dots, dashes, underscores and plus signs, a letter or digit first"
        },
        "commit": {
          "type": "string",
          "description": "Full Git object id.",
          "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$",
          "patternErrorMessage": "must be a full Git object id: 40 or 64 lower-case hexadecimal digits"
        },
        "at": {
          "type": "string",
          "description": "UTC time, RFC 3339.",
          "format": "date-time"
        }
      },
      "required": [
        "digest",
        "version",
        "commit",
        "at"
      ],
      "additionalProperties": false,
      "title": "InstalledRecord"
    },
    "ObservedRecord": {
      "type": "object",
      "description": "What the node showed last.",
      "properties": {
        "state": {
          "enum": [
            "running",
            "unhealthy",
            "stopped",
            "absent",
            "unknown"
          ],
          "description": "running: alive and healthy. unknown: it could not be observed since the last change."
        },
        "digest": {
          "anyOf": [
            {
              "type": "string",
              "description": "sha256: and 64 lower-case hexadecimal digits.",
              "pattern": "^sha256:[0-9a-f]{64}$",
              "patternErrorMessage": "must be sha256: and 64 lower-case hexadecimal digits"
            },
            {
              "type": "null"
            }
          ],
          "description": "Component digest of what is there; null where nothing is.",
          "errorMessage": "must be a digest or id, or null"
        },
        "at": {
          "type": "string",
          "description": "UTC time, RFC 3339.",
          "format": "date-time"
        },
        "instance": {
          "type": "string",
          "description": "Names the run of what is there: another one after each start, whoever asked for it.",
          "pattern": "^[0-9A-Za-z.:-]+$",
          "maxLength": 64,
          "patternErrorMessage": "must be letters, digits, dots, colons and dashes"
        }
      },
      "required": [
        "state",
        "digest",
        "at"
      ],
      "additionalProperties": false,
      "title": "ObservedRecord"
    },
    "AttemptRecord": {
      "type": "object",
      "description": "The attempt journalled last.",
      "properties": {
        "generation": {
          "type": "integer",
          "minimum": 1,
          "description": "Generation of the slot that the attempt raised."
        },
        "nonce": {
          "type": "string",
          "description": "128 random bits.",
          "pattern": "^[0-9a-f]{32}$",
          "patternErrorMessage": "must be 32 lower-case hexadecimal digits"
        },
        "action": {
          "enum": [
            "install",
            "update",
            "replace",
            "remove"
          ],
          "description": "What it does."
        },
        "target": {
          "anyOf": [
            {
              "type": "string",
              "description": "sha256: and 64 lower-case hexadecimal digits.",
              "pattern": "^sha256:[0-9a-f]{64}$",
              "patternErrorMessage": "must be sha256: and 64 lower-case hexadecimal digits"
            },
            {
              "type": "null"
            }
          ],
          "description": "Digest to reach; null for removal.",
          "errorMessage": "must be a digest or id, or null"
        },
        "commit": {
          "type": "string",
          "description": "Full Git object id.",
          "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$",
          "patternErrorMessage": "must be a full Git object id: 40 or 64 lower-case hexadecimal digits"
        },
        "startedAt": {
          "type": "string",
          "description": "UTC time, RFC 3339.",
          "format": "date-time"
        },
        "outcome": {
          "enum": [
            "open",
            "installed",
            "rolled-back",
            "failed",
            "removed",
            "lost",
            "superseded"
          ],
          "description": "open until its end is known."
        },
        "code": {
          "type": "string",
          "description": "Error code of a failed attempt.",
          "maxLength": 64
        },
        "message": {
          "type": "string",
          "description": "Bounded, escaped.",
          "maxLength": 500
        }
      },
      "required": [
        "generation",
        "nonce",
        "action",
        "target",
        "commit",
        "startedAt",
        "outcome"
      ],
      "additionalProperties": false,
      "title": "AttemptRecord"
    },
    "QuarantineRecord": {
      "type": "object",
      "description": "A digest that failed terminally here; not tried again until it changes or somebody asks.",
      "properties": {
        "digest": {
          "type": "string",
          "description": "sha256: and 64 lower-case hexadecimal digits.",
          "pattern": "^sha256:[0-9a-f]{64}$",
          "patternErrorMessage": "must be sha256: and 64 lower-case hexadecimal digits"
        },
        "code": {
          "type": "string",
          "description": "Error code.",
          "maxLength": 64
        },
        "message": {
          "type": "string",
          "description": "Bounded, escaped.",
          "maxLength": 500
        },
        "at": {
          "type": "string",
          "description": "UTC time, RFC 3339.",
          "format": "date-time"
        }
      },
      "required": [
        "digest",
        "code",
        "message",
        "at"
      ],
      "additionalProperties": false,
      "title": "QuarantineRecord"
    },
    "FailureRecord": {
      "type": "object",
      "description": "What failed last and is tried again.",
      "properties": {
        "digest": {
          "anyOf": [
            {
              "type": "string",
              "description": "sha256: and 64 lower-case hexadecimal digits.",
              "pattern": "^sha256:[0-9a-f]{64}$",
              "patternErrorMessage": "must be sha256: and 64 lower-case hexadecimal digits"
            },
            {
              "type": "null"
            }
          ],
          "description": "What was to be reached; null for a removal.",
          "errorMessage": "must be a digest or id, or null"
        },
        "code": {
          "type": "string",
          "description": "Error code.",
          "maxLength": 64
        },
        "message": {
          "type": "string",
          "description": "Bounded, escaped.",
          "maxLength": 500
        },
        "at": {
          "type": "string",
          "description": "UTC time, RFC 3339.",
          "format": "date-time"
        }
      },
      "required": [
        "digest",
        "code",
        "message",
        "at"
      ],
      "additionalProperties": false,
      "title": "FailureRecord"
    },
    "ComponentState": {
      "type": "object",
      "description": "One component on one host.",
      "properties": {
        "type": {
          "type": "string",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "maxLength": 200,
          "description": "Runtime.",
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        },
        "source": {
          "type": "string",
          "description": "Identity of where it comes from; another one is another thing under the same name.",
          "maxLength": 1000
        },
        "generation": {
          "type": "integer",
          "minimum": 0,
          "description": "Generation of the slot on the node."
        },
        "installed": {
          "$ref": "#/$defs/InstalledRecord"
        },
        "observed": {
          "$ref": "#/$defs/ObservedRecord"
        },
        "dirty": {
          "type": "boolean",
          "description": "Changed since the last observation."
        },
        "attempt": {
          "$ref": "#/$defs/AttemptRecord"
        },
        "quarantine": {
          "$ref": "#/$defs/QuarantineRecord"
        },
        "failures": {
          "type": "integer",
          "minimum": 0,
          "description": "Transient failures in a row."
        },
        "lastFailure": {
          "$ref": "#/$defs/FailureRecord"
        },
        "restarts": {
          "type": "integer",
          "minimum": 1,
          "description": "How often it was seen to start again, by whomever and for whatever reason, since it was last up for ten minutes."
        }
      },
      "required": [
        "type",
        "source",
        "generation",
        "dirty"
      ],
      "additionalProperties": false,
      "title": "ComponentState"
    },
    "ApplicationState": {
      "type": "object",
      "description": "One application on one host.",
      "properties": {
        "deploymentId": {
          "type": "string",
          "description": "Margo deployment id, a UUID.",
          "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
          "patternErrorMessage": "must be a UUID in lower case"
        },
        "version": {
          "type": "string",
          "description": "Version as its author wrote it; always quoted, because YAML reads 1.0 as a number.",
          "minLength": 1,
          "maxLength": 128,
          "pattern": "^[0-9A-Za-z][0-9A-Za-z.+_-]*$",
          "patternErrorMessage": "must be a version: letters, digits, dots, dashes, underscores and plus signs, a letter or digit first"
        },
        "components": {
          "type": "object",
          "description": "By component name, in order of installation.",
          "propertyNames": {
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": 200,
            "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
          },
          "additionalProperties": {
            "$ref": "#/$defs/ComponentState"
          }
        }
      },
      "required": [
        "deploymentId",
        "components"
      ],
      "additionalProperties": false,
      "title": "ApplicationState"
    },
    "HostState": {
      "type": "object",
      "description": "One host.",
      "properties": {
        "bootId": {
          "type": "string",
          "description": "Boot id seen last.",
          "maxLength": 64
        },
        "folder": {
          "type": "string",
          "description": "Device and inode of the workdir seen last: with the boot id, no other host has the same.",
          "maxLength": 64
        },
        "observedAt": {
          "type": "string",
          "description": "UTC time, RFC 3339.",
          "format": "date-time"
        },
        "reachable": {
          "type": "boolean",
          "description": "Whether the last try to reach it succeeded."
        },
        "lease": {
          "type": "object",
          "description": "Who acted on the host when it was observed last.",
          "properties": {
            "own": {
              "type": "boolean",
              "description": "Whether this LO did."
            },
            "actor": {
              "type": "string",
              "description": "Machine and state folder of the LO that did.",
              "pattern": "^[A-Za-z0-9._:@/+-]+$",
              "maxLength": 200,
              "patternErrorMessage": "must be letters, digits and . _ : @ / + -"
            },
            "number": {
              "type": "integer",
              "minimum": 0,
              "description": "Rises with each change of who acts."
            }
          },
          "required": [
            "own",
            "actor",
            "number"
          ],
          "additionalProperties": false,
          "title": "HostLeaseRecord"
        },
        "problem": {
          "type": "object",
          "description": "Why the host cannot be used now.",
          "properties": {
            "code": {
              "type": "string",
              "description": "Error code.",
              "maxLength": 64
            },
            "message": {
              "type": "string",
              "description": "Bounded, escaped.",
              "maxLength": 500
            },
            "since": {
              "type": "string",
              "description": "UTC time, RFC 3339.",
              "format": "date-time"
            }
          },
          "required": [
            "code",
            "message",
            "since"
          ],
          "additionalProperties": false,
          "title": "HostProblem"
        },
        "applications": {
          "type": "object",
          "description": "By application id.",
          "propertyNames": {
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": 200,
            "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
          },
          "additionalProperties": {
            "$ref": "#/$defs/ApplicationState"
          }
        },
        "purges": {
          "type": "object",
          "description": "What is known of purges, by application id.",
          "propertyNames": {
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": 200,
            "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
          },
          "additionalProperties": {
            "$ref": "#/$defs/PurgeState"
          }
        }
      },
      "required": [
        "applications"
      ],
      "additionalProperties": false,
      "title": "HostState"
    },
    "AdoptedRevision": {
      "type": "object",
      "description": "The revision adopted last.",
      "properties": {
        "commit": {
          "type": "string",
          "description": "Full Git object id.",
          "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$",
          "patternErrorMessage": "must be a full Git object id: 40 or 64 lower-case hexadecimal digits"
        },
        "siteTree": {
          "anyOf": [
            {
              "type": "string",
              "description": "Full Git object id.",
              "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$",
              "patternErrorMessage": "must be a full Git object id: 40 or 64 lower-case hexadecimal digits"
            },
            {
              "type": "null"
            }
          ],
          "description": "Tree of sites/<site> in it.",
          "errorMessage": "must be a digest or id, or null"
        },
        "statusCommit": {
          "type": "string",
          "description": "Full Git object id.",
          "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$",
          "patternErrorMessage": "must be a full Git object id: 40 or 64 lower-case hexadecimal digits"
        },
        "at": {
          "type": "string",
          "description": "UTC time, RFC 3339.",
          "format": "date-time"
        }
      },
      "required": [
        "commit",
        "siteTree",
        "statusCommit",
        "at"
      ],
      "additionalProperties": false,
      "title": "AdoptedRevision"
    },
    "PurgeState": {
      "type": "object",
      "description": "How far the data of an application was purged on a host.",
      "properties": {
        "epoch": {
          "type": "integer",
          "minimum": 0,
          "description": "Epoch to which the host has purged, as it showed last; 0 where it never did."
        },
        "kept": {
          "type": "boolean",
          "description": "Whether data of the application was there."
        },
        "slot": {
          "$ref": "#/$defs/ComponentState"
        }
      },
      "required": [
        "epoch"
      ],
      "additionalProperties": false,
      "title": "PurgeState"
    }
  }
};
