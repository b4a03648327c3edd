// Generated from schemas/json/lo-config.schema.json by `npm run generate`. Do not edit.

/**
 * Where a secret is read from; never the secret itself.
 */
export type Credential = ({
/**
 * Absolute path of a file with the secret, mode 0600.
 */
file: string
} | {
/**
 * Name of the variable with the secret.
 */
environment: string
})
/**
 * Where a secret is read from; never the secret itself.
 */
export type SecretSource = ({
/**
 * Absolute path of a file with the secret, mode 0600. One line feed at its end is not part of the secret.
 */
file: string
} | {
/**
 * Name of the variable; it begins with COLO_SECRET_, so that no other variable can be handed out.
 */
environment: string
} | {
/**
 * true: sites/<site>/secrets/<NAME>.age; or the name of another file in that folder.
 */
age: (true | string)
})

/**
 * Configuration of one LO: its site, where desired state comes from, how much it may do.
 */
export interface LoConfig {
/**
 * Version of this document's form.
 */
apiVersion: "colo.dev/v1alpha1"
/**
 * What this document is.
 */
kind: "LocalOrchestrator"
/**
 * Name of the site: its path below sites/, for example eu/berlin.
 */
site: string
infra: InfraConfig
/**
 * Folder of LO's own state; absolute.
 */
stateDir: string
/**
 * Path of the SSH private key, mode 0600. Absent: ssh-agent.
 */
identityFile?: string
concurrency?: ConcurrencyConfig
drift?: DriftConfig
retry?: RetryConfig
timeouts?: TimeoutConfig
guard?: GuardConfig
/**
 * Secrets of this site, by the name that { secretRef: NAME } says: where each is read, and which components may have it.
 */
secrets?: {
[k: string]: SecretConfig
}
secretIdentity?: SecretIdentity
/**
 * Settings of transports, by transport id.
 */
transports?: {
[k: string]: {

}
}
/**
 * Settings of runtimes, by runtime id.
 */
runtimes?: {
[k: string]: {

}
}
/**
 * By host: settings that differ there.
 */
hosts?: {
[k: string]: HostOverrides
}
/**
 * Where reports go; absent: log.
 */
reporters?: ReporterConfig[]
wake?: WakeConfig
log?: LogConfig
}
/**
 * The infra repo.
 */
export interface InfraConfig {
/**
 * Git URL: https://…, http://127.0.0.1…, file://… or an absolute path.
 */
repository: string
/**
 * The first address of an infra repo that was renamed or moved: what LO has on hosts is marked with it.
 */
formerRepository?: string
/**
 * owner/name on the forge, for reports; default: taken from the URL.
 */
name?: string
/**
 * Branch that holds intent.
 */
branch?: string
/**
 * Branch that CO writes.
 */
eventsBranch?: string
credential?: Credential
/**
 * Pause between two polls, before jitter. In seconds.
 */
pollSeconds?: number
}
/**
 * Bounds on work at the same time.
 */
export interface ConcurrencyConfig {
/**
 * Hosts acted on at once.
 */
hosts?: number
}
/**
 * Observing hosts on a timer.
 */
export interface DriftConfig {
/**
 * Pause between two observations of a host. In seconds.
 */
everySeconds?: number
/**
 * heal: act on a difference. report: only say so.
 */
mode?: ("heal" | "report")
}
/**
 * Backoff of transient failures, doubled each time, with jitter.
 */
export interface RetryConfig {
/**
 * First pause. In seconds.
 */
initialSeconds?: number
/**
 * Longest pause. In seconds.
 */
maxSeconds?: number
}
/**
 * Deadlines.
 */
export interface TimeoutConfig {
/**
 * Reaching a host. In seconds.
 */
connectSeconds?: number
/**
 * One component, where the package gives no timeout. In seconds.
 */
installSeconds?: number
/**
 * Becoming healthy after the action, where the package gives no timeout. In seconds.
 */
healthSeconds?: number
/**
 * How long a component without a health check must stay up before it counts as installed, where the package does not say. A restart begins anew. In seconds.
 */
minReadySeconds?: number
}
/**
 * What this site allows; no commit can loosen it.
 */
export interface GuardConfig {
/**
 * Runtimes that may be used here.
 */
runtimes?: string[]
compose?: ComposeGuard
/**
 * Most applications that one revision may remove from the site; more: refused.
 */
removals?: number
/**
 * Accept a branch that was rewound by force.
 */
rewind?: boolean
}
/**
 * What compose models may use on this site. All false by default.
 */
export interface ComposeGuard {
/**
 * Allow privileged containers.
 */
privileged?: boolean
/**
 * Allow network_mode: host.
 */
hostNetwork?: boolean
/**
 * Allow pid: host.
 */
hostPid?: boolean
/**
 * Allow mounting the container engine's socket: who has it owns the host.
 */
dockerSocket?: boolean
/**
 * Host folders that may be mounted, with all below them.
 * 
 * Items: Absolute folder.
 */
bindMounts?: string[]
/**
 * Linux capabilities that may be added.
 * 
 * Items: For example NET_ADMIN.
 */
capabilities?: string[]
/**
 * Devices that may be passed.
 * 
 * Items: For example /dev/ttyUSB0.
 */
devices?: string[]
}
/**
 * A secret of this site.
 */
export interface SecretConfig {
from: SecretSource
/**
 * Who may have it. Nothing is granted that is not listed.
 * 
 * @minItems 1
 */
grants: SecretGrant[]
}
/**
 * Who may have a secret: what is not granted is refused.
 */
export interface SecretGrant {
/**
 * Application id.
 */
application: string
/**
 * Component of the application.
 */
component: string
/**
 * Where it goes, as the parameter's target in the package says: an environment variable.
 */
pointer: string
}
/**
 * The age identity that opens this site's encrypted files in the infra repo.
 */
export interface SecretIdentity {
/**
 * Absolute path of the identity file, as age-keygen writes it; mode 0600.
 */
file: string
}
/**
 * One host.
 */
export interface HostOverrides {
/**
 * Settings of runtimes on this host, by runtime id.
 */
runtimes?: {
[k: string]: {

}
}
/**
 * Settings of this host's transport.
 */
transport?: {

}
}
/**
 * A reporter.
 */
export interface ReporterConfig {
/**
 * Reporter id.
 */
type: string
/**
 * Its settings.
 */
settings?: {
[k: string]: unknown
}
}
/**
 * Being woken at once.
 */
export interface WakeConfig {
/**
 * Loopback port for wake-ups, which are signed with secret; absent: only the local socket.
 */
port?: number
secret?: Credential
}
/**
 * Logging.
 */
export interface LogConfig {
/**
 * Least important message that is logged.
 */
level?: ("debug" | "info" | "warn" | "error")
}

/** The JSON Schema itself. */
export const loConfigSchema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/lo-config.schema.json",
  "title": "LoConfig",
  "description": "Configuration of one LO: its site, where desired state comes from, how much it may do.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "const": "colo.dev/v1alpha1",
      "description": "Version of this document's form."
    },
    "kind": {
      "const": "LocalOrchestrator",
      "description": "What this document is."
    },
    "site": {
      "type": "string",
      "description": "Name of the site: its path below sites/, for example eu/berlin.",
      "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(/[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
      "maxLength": 200,
      "patternErrorMessage": "must be a path below sites/: names of lower-case letters, digits and dashes, joined by /"
    },
    "infra": {
      "type": "object",
      "description": "The infra repo.",
      "properties": {
        "repository": {
          "type": "string",
          "description": "Git URL: https://…, http://127.0.0.1…, file://… or an absolute path.",
          "minLength": 1,
          "maxLength": 1000
        },
        "formerRepository": {
          "type": "string",
          "description": "The first address of an infra repo that was renamed or moved: what LO has on hosts is marked with it.",
          "minLength": 1,
          "maxLength": 1000
        },
        "name": {
          "type": "string",
          "description": "owner/name on the forge, for reports; default: taken from the URL.",
          "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*/(?!\\.{1,2}$)[A-Za-z0-9._-]+$",
          "maxLength": 200,
          "patternErrorMessage": "must be owner/name, as on the forge"
        },
        "branch": {
          "type": "string",
          "description": "Branch that holds intent.",
          "default": "main",
          "maxLength": 200
        },
        "eventsBranch": {
          "type": "string",
          "description": "Branch that CO writes.",
          "default": "colo/events",
          "maxLength": 200
        },
        "credential": {
          "$ref": "#/$defs/Credential"
        },
        "pollSeconds": {
          "type": "integer",
          "minimum": 1,
          "maximum": 604800,
          "description": "Pause between two polls, before jitter. In seconds.",
          "default": 30
        }
      },
      "required": [
        "repository"
      ],
      "additionalProperties": false,
      "title": "InfraConfig"
    },
    "stateDir": {
      "type": "string",
      "description": "Folder of LO's own state; absolute.",
      "pattern": "^/",
      "maxLength": 500,
      "patternErrorMessage": "must be an absolute path"
    },
    "identityFile": {
      "type": "string",
      "description": "Path of the SSH private key, mode 0600. Absent: ssh-agent.",
      "maxLength": 500
    },
    "concurrency": {
      "type": "object",
      "description": "Bounds on work at the same time.",
      "properties": {
        "hosts": {
          "type": "integer",
          "minimum": 1,
          "maximum": 500,
          "default": 16,
          "description": "Hosts acted on at once."
        }
      },
      "additionalProperties": false,
      "title": "ConcurrencyConfig"
    },
    "drift": {
      "type": "object",
      "description": "Observing hosts on a timer.",
      "properties": {
        "everySeconds": {
          "type": "integer",
          "minimum": 1,
          "maximum": 604800,
          "description": "Pause between two observations of a host. In seconds.",
          "default": 300
        },
        "mode": {
          "enum": [
            "heal",
            "report"
          ],
          "default": "heal",
          "description": "heal: act on a difference. report: only say so."
        }
      },
      "additionalProperties": false,
      "title": "DriftConfig"
    },
    "retry": {
      "type": "object",
      "description": "Backoff of transient failures, doubled each time, with jitter.",
      "properties": {
        "initialSeconds": {
          "type": "number",
          "exclusiveMinimum": 0,
          "default": 5,
          "description": "First pause. In seconds."
        },
        "maxSeconds": {
          "type": "number",
          "exclusiveMinimum": 0,
          "default": 300,
          "description": "Longest pause. In seconds."
        }
      },
      "additionalProperties": false,
      "title": "RetryConfig"
    },
    "timeouts": {
      "type": "object",
      "description": "Deadlines.",
      "properties": {
        "connectSeconds": {
          "type": "integer",
          "minimum": 1,
          "maximum": 604800,
          "description": "Reaching a host. In seconds.",
          "default": 10
        },
        "installSeconds": {
          "type": "integer",
          "minimum": 1,
          "maximum": 604800,
          "description": "One component, where the package gives no timeout. In seconds.",
          "default": 300
        },
        "healthSeconds": {
          "type": "integer",
          "minimum": 1,
          "maximum": 604800,
          "description": "Becoming healthy after the action, where the package gives no timeout. In seconds.",
          "default": 300
        },
        "minReadySeconds": {
          "type": "integer",
          "minimum": 0,
          "maximum": 3600,
          "description": "How long a component without a health check must stay up before it counts as installed, where the package does not say. A restart begins anew. In seconds.",
          "default": 10
        }
      },
      "additionalProperties": false,
      "title": "TimeoutConfig"
    },
    "guard": {
      "type": "object",
      "description": "What this site allows; no commit can loosen it.",
      "properties": {
        "runtimes": {
          "type": "array",
          "description": "Runtimes that may be used here.",
          "items": {
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": 200,
            "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
          },
          "default": [
            "compose",
            "process"
          ]
        },
        "compose": {
          "$ref": "#/$defs/ComposeGuard"
        },
        "removals": {
          "type": "integer",
          "minimum": 0,
          "description": "Most applications that one revision may remove from the site; more: refused."
        },
        "rewind": {
          "type": "boolean",
          "default": false,
          "description": "Accept a branch that was rewound by force."
        }
      },
      "additionalProperties": false,
      "title": "GuardConfig"
    },
    "secrets": {
      "type": "object",
      "description": "Secrets of this site, by the name that { secretRef: NAME } says: where each is read, and which components may have it.",
      "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
        "maxLength": 63,
        "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
      },
      "additionalProperties": {
        "$ref": "#/$defs/SecretConfig"
      }
    },
    "secretIdentity": {
      "type": "object",
      "description": "The age identity that opens this site's encrypted files in the infra repo.",
      "properties": {
        "file": {
          "type": "string",
          "description": "Absolute path of the identity file, as age-keygen writes it; mode 0600.",
          "pattern": "^/",
          "patternErrorMessage": "must be an absolute path"
        }
      },
      "required": [
        "file"
      ],
      "additionalProperties": false,
      "title": "SecretIdentity"
    },
    "transports": {
      "type": "object",
      "description": "Settings of transports, by transport id.",
      "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
        "maxLength": 200,
        "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
      },
      "additionalProperties": {
        "type": "object"
      }
    },
    "runtimes": {
      "type": "object",
      "description": "Settings of runtimes, by runtime id.",
      "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
        "maxLength": 200,
        "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
      },
      "additionalProperties": {
        "type": "object"
      }
    },
    "hosts": {
      "type": "object",
      "description": "By host: settings that differ there.",
      "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
        "maxLength": 200,
        "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
      },
      "additionalProperties": {
        "type": "object",
        "description": "One host.",
        "properties": {
          "runtimes": {
            "type": "object",
            "propertyNames": {
              "type": "string",
              "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
              "maxLength": 200,
              "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
            },
            "additionalProperties": {
              "type": "object"
            },
            "description": "Settings of runtimes on this host, by runtime id."
          },
          "transport": {
            "type": "object",
            "description": "Settings of this host's transport."
          }
        },
        "additionalProperties": false,
        "title": "HostOverrides"
      }
    },
    "reporters": {
      "type": "array",
      "description": "Where reports go; absent: log.",
      "items": {
        "type": "object",
        "description": "A reporter.",
        "properties": {
          "type": {
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": 200,
            "description": "Reporter id.",
            "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
          },
          "settings": {
            "type": "object",
            "description": "Its settings.",
            "additionalProperties": true
          }
        },
        "required": [
          "type"
        ],
        "additionalProperties": false,
        "title": "ReporterConfig"
      }
    },
    "wake": {
      "type": "object",
      "description": "Being woken at once.",
      "properties": {
        "port": {
          "type": "integer",
          "minimum": 0,
          "maximum": 65535,
          "description": "Loopback port for wake-ups, which are signed with secret; absent: only the local socket."
        },
        "secret": {
          "$ref": "#/$defs/Credential"
        }
      },
      "additionalProperties": false,
      "title": "WakeConfig"
    },
    "log": {
      "type": "object",
      "description": "Logging.",
      "properties": {
        "level": {
          "enum": [
            "debug",
            "info",
            "warn",
            "error"
          ],
          "default": "info",
          "description": "Least important message that is logged."
        }
      },
      "additionalProperties": false,
      "title": "LogConfig"
    }
  },
  "required": [
    "apiVersion",
    "kind",
    "site",
    "infra",
    "stateDir"
  ],
  "additionalProperties": false,
  "$defs": {
    "Credential": {
      "title": "Credential",
      "description": "Where a secret is read from; never the secret itself.",
      "oneOf": [
        {
          "type": "object",
          "description": "From a file that only its owner can read.",
          "properties": {
            "file": {
              "type": "string",
              "description": "Absolute path of a file with the secret, mode 0600.",
              "minLength": 1
            }
          },
          "required": [
            "file"
          ],
          "additionalProperties": false
        },
        {
          "type": "object",
          "description": "From an environment variable.",
          "properties": {
            "environment": {
              "type": "string",
              "description": "Name of the variable with the secret.",
              "pattern": "^[A-Z_][A-Z0-9_]*$",
              "patternErrorMessage": "must be the name of an environment variable: capitals, digits and underscores"
            }
          },
          "required": [
            "environment"
          ],
          "additionalProperties": false
        }
      ],
      "errorMessage": "must have exactly one key: file (a path) or environment (a variable's name)"
    },
    "SecretSource": {
      "title": "SecretSource",
      "description": "Where a secret is read from; never the secret itself.",
      "oneOf": [
        {
          "type": "object",
          "description": "From a file that only its owner can read.",
          "properties": {
            "file": {
              "type": "string",
              "description": "Absolute path of a file with the secret, mode 0600. One line feed at its end is not part of the secret.",
              "pattern": "^/",
              "patternErrorMessage": "must be an absolute path"
            }
          },
          "required": [
            "file"
          ],
          "additionalProperties": false
        },
        {
          "type": "object",
          "description": "From an environment variable of LO.",
          "properties": {
            "environment": {
              "type": "string",
              "description": "Name of the variable; it begins with COLO_SECRET_, so that no other variable can be handed out.",
              "pattern": "^COLO_SECRET_[A-Z0-9_]+$",
              "maxLength": 200,
              "patternErrorMessage": "must be the name of an environment variable that begins with COLO_SECRET_: capitals, digits and underscores"
            }
          },
          "required": [
            "environment"
          ],
          "additionalProperties": false
        },
        {
          "type": "object",
          "description": "From a file of the infra repo that is encrypted with age for this site.",
          "properties": {
            "age": {
              "description": "true: sites/<site>/secrets/<NAME>.age; or the name of another file in that folder.",
              "anyOf": [
                {
                  "const": true
                },
                {
                  "type": "string",
                  "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?\\.age$",
                  "maxLength": 67,
                  "patternErrorMessage": "must be the name of a file in sites/<site>/secrets, for example db-password.age"
                }
              ],
              "errorMessage": "must be true, or the name of a file in sites/<site>/secrets, for example db-password.age"
            }
          },
          "required": [
            "age"
          ],
          "additionalProperties": false
        }
      ],
      "errorMessage": "must have exactly one key: file (an absolute path), environment (a variable that begins with COLO_SECRET_) or age (true, or the name of a file in sites/<site>/secrets)"
    },
    "SecretGrant": {
      "title": "SecretGrant",
      "type": "object",
      "description": "Who may have a secret: what is not granted is refused.",
      "properties": {
        "application": {
          "type": "string",
          "description": "Application id.",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "maxLength": 200,
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        },
        "component": {
          "type": "string",
          "description": "Component of the application.",
          "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
          "maxLength": 200,
          "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
        },
        "pointer": {
          "type": "string",
          "description": "Where it goes, as the parameter's target in the package says: an environment variable.",
          "minLength": 1,
          "maxLength": 500
        }
      },
      "required": [
        "application",
        "component",
        "pointer"
      ],
      "additionalProperties": false
    },
    "SecretConfig": {
      "title": "SecretConfig",
      "type": "object",
      "description": "A secret of this site.",
      "properties": {
        "from": {
          "$ref": "#/$defs/SecretSource"
        },
        "grants": {
          "type": "array",
          "description": "Who may have it. Nothing is granted that is not listed.",
          "items": {
            "$ref": "#/$defs/SecretGrant"
          },
          "minItems": 1
        }
      },
      "required": [
        "from",
        "grants"
      ],
      "additionalProperties": false
    },
    "ComposeGuard": {
      "type": "object",
      "description": "What compose models may use on this site. All false by default.",
      "properties": {
        "privileged": {
          "type": "boolean",
          "description": "Allow privileged containers."
        },
        "hostNetwork": {
          "type": "boolean",
          "description": "Allow network_mode: host."
        },
        "hostPid": {
          "type": "boolean",
          "description": "Allow pid: host."
        },
        "dockerSocket": {
          "type": "boolean",
          "description": "Allow mounting the container engine's socket: who has it owns the host."
        },
        "bindMounts": {
          "type": "array",
          "description": "Host folders that may be mounted, with all below them.",
          "items": {
            "type": "string",
            "description": "Absolute folder.",
            "pattern": "^/",
            "patternErrorMessage": "must be an absolute path"
          }
        },
        "capabilities": {
          "type": "array",
          "description": "Linux capabilities that may be added.",
          "items": {
            "type": "string",
            "description": "For example NET_ADMIN."
          }
        },
        "devices": {
          "type": "array",
          "description": "Devices that may be passed.",
          "items": {
            "type": "string",
            "description": "For example /dev/ttyUSB0."
          }
        }
      },
      "additionalProperties": false,
      "title": "ComposeGuard"
    }
  }
};
