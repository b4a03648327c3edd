import { canonicalJson } from '../../digests/canonical-json.ts';
import type { EligibilityRule, MatchExpression, ProfileNeeds } from '../app-package.ts';

type Devices = Pick<ProfileNeeds, 'peripherals' | 'interfaces'>;
type Device = Devices['peripherals'][number];

const PERIPHERALS = '/peripherals';
const INTERFACES = '/interfaces';

/** The kinds of device that `requiredResources` can name. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  [PERIPHERALS]: ['gpu', 'display', 'camera', 'microphone', 'speaker', 'other'],
  [INTERFACES]: ['ethernet', 'wifi', 'cellular', 'bluetooth', 'usb', 'canbus', 'rs232', 'other'],
};

/** Longest maker or model that `requiredResources` can name. */
const MAX_LENGTH = 200;

/** Required devices as eligibility rules that hold for the same hosts; none where no device is required. */
export function toDeviceRules({ peripherals, interfaces }: Devices): readonly EligibilityRule[] {
  const expressions = [
    ...peripherals.map((device) => toExpression(PERIPHERALS, device)),
    ...interfaces.map((device) => toExpression(INTERFACES, device)),
  ];
  return expressions.length === 0 ? [] : [{ expressions }];
}

/** The devices that eligibility rules require; undefined where the rules say anything else. */
export function fromDeviceRules(rules: readonly EligibilityRule[]): Devices | undefined {
  const expressions = rules.flatMap((rule) => rule.expressions);
  const devices = {
    peripherals: listDevices(expressions, PERIPHERALS),
    interfaces: listDevices(expressions, INTERFACES),
  };
  // Whatever the devices do not say back, word for word, they do not say.
  const isSame = canonicalJson(toDeviceRules(devices)) === canonicalJson(rules);
  return isSame ? devices : undefined;
}

function toExpression(key: string, device: Device): MatchExpression {
  const { type, manufacturer, model } = device;
  const parts = [
    ['/type', type],
    ['/manufacturer', manufacturer],
    ['/model', model],
  ] as const;
  const itemSelector = parts.flatMap(([part, value]): MatchExpression[] =>
    value === undefined ? [] : [{ on: 'properties', key: part, operator: 'In', values: [value] }],
  );
  return { on: 'properties', key, operator: 'ContainsAll', itemSelector };
}

function listDevices(expressions: readonly MatchExpression[], key: string): readonly Device[] {
  return expressions.flatMap((expression) => {
    if (expression.key !== key) return [];
    const type = readText(expression, '/type');
    if (type === undefined || KINDS[key]?.includes(type) !== true) return [];
    if (key === INTERFACES) return [{ type }];
    const manufacturer = readText(expression, '/manufacturer');
    const model = readText(expression, '/model');
    return [
      {
        type,
        ...(manufacturer === undefined ? {} : { manufacturer }),
        ...(model === undefined ? {} : { model }),
      },
    ];
  });
}

function readText({ itemSelector = [] }: MatchExpression, key: string): string | undefined {
  const [value] = itemSelector.find((item) => item.key === key)?.values ?? [];
  return typeof value === 'string' && value.length <= MAX_LENGTH ? value : undefined;
}
