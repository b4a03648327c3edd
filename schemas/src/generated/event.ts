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
 * Commit of the infra repo whose statuses this record answers.
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
 * Package digest that runs there.
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
 * Commit that the status was on.
 */
commit: string
/**
 * Id of the commit status that says so.
 */
statusId?: number
/**
 * When the status was created; UTC, RFC 3339.
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
          "maxLength": 200,
          "patternErrorMessage": "must be a path below sites/: names of lower-case letters, digits and dashes, joined by /"
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
          "description": "Commit of the infra repo whose statuses this record answers.",
          "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$",
          "patternErrorMessage": "must be a full Git object id: 40 or 64 lower-case hexadecimal digits"
        },
        "hosts": {
          "type": "object",
          "description": "By host, then by application id.",
          "propertyNames": {
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": 200,
            "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
          },
          "additionalProperties": {
            "type": "object",
            "propertyNames": {
              "type": "string",
              "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
              "maxLength": 200,
              "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
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
                "description": "Host.",
                "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
              },
              "applicationId": {
                "type": "string",
                "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
                "maxLength": 200,
                "description": "Application.",
                "patternErrorMessage": "must be lower-case letters, digits and dashes, with a letter or digit at both ends"
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
        "digest": {
          "type": "string",
          "description": "Package digest that runs there.",
          "pattern": "^sha256:[0-9a-f]{64}$",
          "patternErrorMessage": "must be sha256: and 64 lower-case hexadecimal digits"
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
          "description": "Commit that the status was on.",
          "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$",
          "patternErrorMessage": "must be a full Git object id: 40 or 64 lower-case hexadecimal digits"
        },
        "statusId": {
          "type": "integer",
          "description": "Id of the commit status that says so."
        },
        "at": {
          "type": "string",
          "description": "When the status was created; UTC, RFC 3339.",
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
