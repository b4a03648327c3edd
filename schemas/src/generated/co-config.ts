// Generated from schemas/json/co-config.schema.json by `npm run generate`. Do not edit.

/**
 * Configuration of CO beside the App's own environment.
 */
export interface CoConfig {
/**
 * Version of this document's form.
 */
apiVersion: "colo.dev/v1alpha1"
/**
 * What this document is.
 */
kind: "CentralOrchestrator"
/**
 * Infra repos that this CO serves.
 * 
 * @minItems 1
 * 
 * Items: owner/name on the forge.
 */
infra: string[]
/**
 * Folder for caches; may be deleted at any time.
 */
dataDir?: string
/**
 * Pause between two sweeps. In seconds.
 */
sweepSeconds?: number
/**
 * Reports gathered into one commit on colo/events. In seconds.
 */
eventBatchSeconds?: number
/**
 * Older commands are ignored. In seconds.
 */
commandMaxAgeSeconds?: number
/**
 * Commits with more files than this are pushed by git instead of API calls.
 */
pushAboveFiles?: number
}

/** The JSON Schema itself. */
export const coConfigSchema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/co-config.schema.json",
  "title": "CoConfig",
  "description": "Configuration of CO beside the App's own environment.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "const": "colo.dev/v1alpha1",
      "description": "Version of this document's form."
    },
    "kind": {
      "const": "CentralOrchestrator",
      "description": "What this document is."
    },
    "infra": {
      "type": "array",
      "description": "Infra repos that this CO serves.",
      "items": {
        "type": "string",
        "description": "owner/name on the forge.",
        "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*/(?!\\.{1,2}$)[A-Za-z0-9._-]+$",
        "maxLength": 200,
        "patternErrorMessage": "must be owner/name, as on the forge"
      },
      "minItems": 1,
      "uniqueItems": true
    },
    "dataDir": {
      "type": "string",
      "description": "Folder for caches; may be deleted at any time.",
      "maxLength": 500
    },
    "sweepSeconds": {
      "type": "integer",
      "minimum": 1,
      "maximum": 604800,
      "description": "Pause between two sweeps. In seconds.",
      "default": 300
    },
    "eventBatchSeconds": {
      "type": "number",
      "minimum": 0,
      "maximum": 60,
      "default": 3,
      "description": "Reports gathered into one commit on colo/events. In seconds."
    },
    "commandMaxAgeSeconds": {
      "type": "integer",
      "minimum": 1,
      "maximum": 604800,
      "description": "Older commands are ignored. In seconds.",
      "default": 86400
    },
    "pushAboveFiles": {
      "type": "integer",
      "minimum": 1,
      "default": 100,
      "description": "Commits with more files than this are pushed by git instead of API calls."
    }
  },
  "required": [
    "apiVersion",
    "kind",
    "infra"
  ],
  "additionalProperties": false
};
