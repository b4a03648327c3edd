// Generated from schemas/json/margo-capabilities-2024-10.schema.json by `npm run generate`. Do not edit.

/**
 * DeviceCapability in the form of the draft of October 2024. Its words are free.
 */
export interface MargoCapabilities2024 {
/**
 * Version of the form.
 */
apiVersion: string
/**
 * What this document is.
 */
kind: "DeviceCapability"
properties: DeviceProperties
}
/**
 * What the device is and has.
 */
export interface DeviceProperties {
/**
 * Id of the device.
 */
id: string
/**
 * Who made the device.
 */
vendor: string
/**
 * Model.
 */
modelNumber: string
/**
 * Serial number.
 */
serialNumber: string
/**
 * What the device can be.
 * 
 * @maxItems 20
 * 
 * Items: A role.
 */
roles: string[]
resources: DeviceResources
/**
 * Devices in it.
 * 
 * @maxItems 200
 */
peripherals?: Peripheral[]
/**
 * Ways to connect it.
 * 
 * @maxItems 200
 */
interfaces?: Interface[]
}
/**
 * What applications can use.
 */
export interface DeviceResources {
/**
 * Memory, for example 64.0 GB.
 */
memory: string
/**
 * Storage, for example 2000 GB.
 */
storage: string
/**
 * Processors.
 * 
 * @minItems 1
 * @maxItems 200
 */
cpus: Cpu[]
}
/**
 * A processor.
 */
export interface Cpu {
/**
 * Architecture.
 */
architecture?: string
/**
 * Number of cores; parts are allowed.
 */
cores: number
/**
 * Clock.
 */
frequency?: string
}
/**
 * A device in it.
 */
export interface Peripheral {
/**
 * Name for people.
 */
name?: string
/**
 * What it is.
 */
type: string
/**
 * Model.
 */
modelNumber?: string
/**
 * What else is known of it.
 */
properties?: {

}
}
/**
 * A way to connect it.
 */
export interface Interface {
/**
 * Name for people.
 */
name?: string
/**
 * What it is.
 */
type: string
/**
 * Model.
 */
modelNumber?: string
/**
 * What else is known of it.
 */
properties?: {

}
}

/** The JSON Schema itself. */
export const margoCapabilities202410Schema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://colo.dev/schemas/v1alpha1/margo-capabilities-2024-10.schema.json",
  "title": "MargoCapabilities2024",
  "description": "DeviceCapability in the form of the draft of October 2024. Its words are free.",
  "type": "object",
  "properties": {
    "apiVersion": {
      "type": "string",
      "description": "Version of the form.",
      "minLength": 1,
      "maxLength": 100
    },
    "kind": {
      "const": "DeviceCapability",
      "description": "What this document is."
    },
    "properties": {
      "$ref": "#/$defs/DeviceProperties"
    }
  },
  "required": [
    "apiVersion",
    "kind",
    "properties"
  ],
  "additionalProperties": false,
  "$defs": {
    "DeviceProperties": {
      "type": "object",
      "description": "What the device is and has.",
      "properties": {
        "id": {
          "type": "string",
          "description": "Id of the device.",
          "pattern": "^[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*$",
          "maxLength": 500,
          "patternErrorMessage": "must be letters, digits and . _ ~ -, in steps that slashes part"
        },
        "vendor": {
          "type": "string",
          "description": "Who made the device.",
          "minLength": 1,
          "maxLength": 500
        },
        "modelNumber": {
          "type": "string",
          "description": "Model.",
          "minLength": 1,
          "maxLength": 500
        },
        "serialNumber": {
          "type": "string",
          "description": "Serial number.",
          "minLength": 1,
          "maxLength": 500
        },
        "roles": {
          "type": "array",
          "description": "What the device can be.",
          "items": {
            "type": "string",
            "description": "A role.",
            "minLength": 1,
            "maxLength": 200
          },
          "maxItems": 20
        },
        "resources": {
          "$ref": "#/$defs/DeviceResources"
        },
        "peripherals": {
          "type": "array",
          "description": "Devices in it.",
          "items": {
            "$ref": "#/$defs/Peripheral"
          },
          "maxItems": 200
        },
        "interfaces": {
          "type": "array",
          "description": "Ways to connect it.",
          "items": {
            "$ref": "#/$defs/Interface"
          },
          "maxItems": 200
        }
      },
      "required": [
        "id",
        "vendor",
        "modelNumber",
        "serialNumber",
        "roles",
        "resources"
      ],
      "additionalProperties": false,
      "title": "DeviceProperties"
    },
    "DeviceResources": {
      "type": "object",
      "description": "What applications can use.",
      "properties": {
        "memory": {
          "type": "string",
          "description": "Memory, for example 64.0 GB.",
          "pattern": "^[0-9]{1,15}(\\.[0-9]{1,6})? ?([KMGTPE]i?B?|[KMGTPE]i)$",
          "patternErrorMessage": "must be an amount with its unit, for example 64 GB"
        },
        "storage": {
          "type": "string",
          "description": "Storage, for example 2000 GB.",
          "pattern": "^[0-9]{1,15}(\\.[0-9]{1,6})? ?([KMGTPE]i?B?|[KMGTPE]i)$",
          "patternErrorMessage": "must be an amount with its unit, for example 2000 GB"
        },
        "cpus": {
          "type": "array",
          "description": "Processors.",
          "items": {
            "$ref": "#/$defs/Cpu"
          },
          "minItems": 1,
          "maxItems": 200
        }
      },
      "required": [
        "memory",
        "storage",
        "cpus"
      ],
      "additionalProperties": false,
      "title": "DeviceResources"
    },
    "Cpu": {
      "type": "object",
      "description": "A processor.",
      "properties": {
        "architecture": {
          "type": "string",
          "description": "Architecture.",
          "maxLength": 200
        },
        "cores": {
          "type": "number",
          "description": "Number of cores; parts are allowed.",
          "exclusiveMinimum": 0
        },
        "frequency": {
          "type": "string",
          "description": "Clock.",
          "maxLength": 200
        }
      },
      "required": [
        "cores"
      ],
      "additionalProperties": false,
      "title": "Cpu"
    },
    "Peripheral": {
      "type": "object",
      "description": "A device in it.",
      "properties": {
        "name": {
          "type": "string",
          "description": "Name for people.",
          "maxLength": 500
        },
        "type": {
          "type": "string",
          "description": "What it is.",
          "minLength": 1,
          "maxLength": 200
        },
        "modelNumber": {
          "type": "string",
          "description": "Model.",
          "maxLength": 500
        },
        "properties": {
          "type": "object",
          "description": "What else is known of it."
        }
      },
      "required": [
        "type"
      ],
      "additionalProperties": false,
      "title": "Peripheral"
    },
    "Interface": {
      "type": "object",
      "description": "A way to connect it.",
      "properties": {
        "name": {
          "type": "string",
          "description": "Name for people.",
          "maxLength": 500
        },
        "type": {
          "type": "string",
          "description": "What it is.",
          "minLength": 1,
          "maxLength": 200
        },
        "modelNumber": {
          "type": "string",
          "description": "Model.",
          "maxLength": 500
        },
        "properties": {
          "type": "object",
          "description": "What else is known of it."
        }
      },
      "required": [
        "type"
      ],
      "additionalProperties": false,
      "title": "Interface"
    }
  }
};
