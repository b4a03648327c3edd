// Generated from schemas/json/event.schema.json by `npm run generate`. Do not edit.

/**
 * CO's record of what a site reported last. A hint for LO, never intent.
 */
export interface Event {
/**
 * Version of this document's form.
 */
apiVersion: "colo.dev/v1alpha1"
/**
 * What this document is.
 */
kind: "Event"
metadata: EventMetadata
spec: EventSpec
}
/**
 * Whose this is.
 */
export interface EventMetadata {
/**
 * Name of the site: its path below sites/, for example eu/berlin.
 */
site: string
}
/**
 * What was reported.
 */
export interface EventSpec {
/**
 * Full Git object id.
 */
commit: string
/**
 * By host, then by application id.
 */
hosts: {
[k: string]: {
[k: string]: EventHostApplication
}
}
/**
 * Applications that somebody asked to try again, with the comment that asked.
 */
retry?: RetryRequest[]
}
/**
 * One application on one host, as reported.
 */
export interface EventHostApplication {
/**
 * Margo deployment id, a UUID.
 */
deploymentId?: string
/**
 * Version as its author wrote it; always quoted, because YAML reads 1.0 as a number.
 */
version?: string
/**
 * sha256: and 64 lower-case hexadecimal digits.
 */
digest?: string
/**
 * Deployment state, Margo's six words.
 */
state: ("pending" | "installing" | "installed" | "failed" | "removing" | "removed")
/**
 * What LO said; bounded, escaped.
 */
description?: string
/**
 * Full Git object id.
 */
commit: string
/**
 * Id of the commit status that says so.
 */
statusId?: number
/**
 * UTC time, RFC 3339.
 */
at: string
}
/**
 * A request to try again.
 */
export interface RetryRequest {
/**
 * Host.
 */
host: string
/**
 * Application.
 */
applicationId: string
/**
 * Unique id of the request.
 */
request: string
}

/** The JSON Schema itself. */
export const eventSchema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/event.schema.json",
  "title": "Event",
  "description": "CO's record of what a site reported last. A hint for LO, never intent.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "const": "colo.dev/v1alpha1",
      "description": "Version of this document's form."
    },
    "kind": {
      "const": "Event",
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
          "maxLength": 200
        }
      },
      "required": [
        "site"
      ],
      "additionalProperties": false,
      "title": "EventMetadata"
    },
    "spec": {
      "type": "object",
      "description": "What was reported.",
      "properties": {
        "commit": {
          "type": "string",
          "description": "Full Git object id.",
          "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$"
        },
        "hosts": {
          "type": "object",
          "description": "By host, then by application id.",
          "propertyNames": {
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": 200
          },
          "additionalProperties": {
            "type": "object",
            "propertyNames": {
              "type": "string",
              "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
              "maxLength": 200
            },
            "additionalProperties": {
              "$ref": "#/$defs/EventHostApplication"
            }
          }
        },
        "retry": {
          "type": "array",
          "description": "Applications that somebody asked to try again, with the comment that asked.",
          "items": {
            "type": "object",
            "description": "A request to try again.",
            "properties": {
              "host": {
                "type": "string",
                "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
                "maxLength": 200,
                "description": "Host."
              },
              "applicationId": {
                "type": "string",
                "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
                "maxLength": 200,
                "description": "Application."
              },
              "request": {
                "type": "string",
                "description": "Unique id of the request.",
                "maxLength": 100
              }
            },
            "required": [
              "host",
              "applicationId",
              "request"
            ],
            "additionalProperties": false,
            "title": "RetryRequest"
          }
        }
      },
      "required": [
        "commit",
        "hosts"
      ],
      "additionalProperties": false,
      "title": "EventSpec"
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
    "EventHostApplication": {
      "type": "object",
      "description": "One application on one host, as reported.",
      "properties": {
        "deploymentId": {
          "type": "string",
          "description": "Margo deployment id, a UUID.",
          "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
        },
        "version": {
          "type": "string",
          "description": "Version as its author wrote it; always quoted, because YAML reads 1.0 as a number.",
          "minLength": 1,
          "maxLength": 128,
          "pattern": "^[0-9A-Za-z][0-9A-Za-z.+_-]*$"
        },
        "digest": {
          "type": "string",
          "description": "sha256: and 64 lower-case hexadecimal digits.",
          "pattern": "^sha256:[0-9a-f]{64}$"
        },
        "state": {
          "enum": [
            "pending",
            "installing",
            "installed",
            "failed",
            "removing",
            "removed"
          ],
          "description": "Deployment state, Margo's six words."
        },
        "description": {
          "type": "string",
          "description": "What LO said; bounded, escaped.",
          "maxLength": 140
        },
        "commit": {
          "type": "string",
          "description": "Full Git object id.",
          "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$"
        },
        "statusId": {
          "type": "integer",
          "description": "Id of the commit status that says so."
        },
        "at": {
          "type": "string",
          "description": "UTC time, RFC 3339.",
          "format": "date-time"
        }
      },
      "required": [
        "state",
        "commit",
        "at"
      ],
      "additionalProperties": false,
      "title": "EventHostApplication"
    }
  }
};
