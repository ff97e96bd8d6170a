import { None } from './none';

/** The value, or a dash that is heard as `what`. */
export function orNone(value: string | null | undefined, what: string) {
  return value ? value : <None what={what} />;
}
