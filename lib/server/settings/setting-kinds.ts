// The kinds of value that a setting takes.
import { z } from 'zod';
import { findBadRange } from '../address-list';

/** One environment variable, as the docs print it. */
export interface SettingSpec {
  name: string;
  defaultText: string;
  help: string;
}

// Every message goes on from "The environment value PORT cannot be used: ".
const PORT_RULE = 'it has to be a whole number from 0 to 65535';
const COUNT_RULE = 'it has to be a whole number, 0 or more';
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export const port = (defaultPort: number) =>
  z.coerce
    .number(PORT_RULE)
    .int(PORT_RULE)
    .min(0, PORT_RULE)
    .max(65535, PORT_RULE)
    .default(defaultPort);
export const count = (defaultCount: number) =>
  z.coerce.number(COUNT_RULE).int(COUNT_RULE).min(0, COUNT_RULE).default(defaultCount);
export const mailAddress = () => z.email('it has to be a mail address');
export const flag = (defaultValue: '0' | '1') =>
  z
    .enum(['0', '1', 'true', 'false'], 'it has to be 0 or 1')
    .default(defaultValue)
    .transform((v) => v === '1' || v === 'true');
const QUIET_RULE = 'it has to be two hours of the day, such as 21-6, or off';
export const quietHours = () =>
  z
    .string()
    .default('21-6')
    .transform((text, problems) => {
      if (text === 'off') return null;
      const found = /^(\d{1,2})-(\d{1,2})$/.exec(text);
      const [fromHour, toHour] = [Number(found?.[1]), Number(found?.[2])];
      if (fromHour < 24 && toHour < 24 && fromHour !== toHour) return { fromHour, toHour };
      problems.addIssue({ code: 'custom', message: QUIET_RULE });
      return z.NEVER;
    });
export const text = () => z.string().min(1).optional();
export const addressRanges = () =>
  z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .superRefine((list, problems) => {
      const bad = findBadRange(list);
      if (bad !== null)
        problems.addIssue({
          code: 'custom',
          message: `it has to be addresses or ranges like 192.0.2.0/24, separated by commas: ${bad} is neither`,
        });
    });

export function define<T extends Record<string, z.ZodType<unknown>>>(specs: {
  [K in keyof T]: { schema: T[K]; defaultText: string; help: string };
}): { shape: T; specs: SettingSpec[] } {
  const shape = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, (spec as { schema: z.ZodType }).schema]),
  ) as T;
  return {
    shape,
    specs: Object.entries(specs).map(([name, spec]) => {
      const { defaultText, help } = spec as Omit<SettingSpec, 'name'>;
      return { name, defaultText, help };
    }),
  };
}
