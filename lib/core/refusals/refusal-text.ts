import { REFUSALS, type AnyRefused } from './catalogue';
import type { Reading, Refusal } from './refusal';

/** The sentence of a refusal, the same wherever it is read. */
export function refusalText(refused: AnyRefused, reading: Reading): string {
  const { sentence }: Refusal = REFUSALS[refused.code];
  if (typeof sentence === 'string') return sentence;
  // The facts belong to the code: the type of `Refused` sees to it.
  return sentence(refused as never, reading);
}

/** The field of a form that it is about, if the form has it. */
export function refusalField(
  { code }: AnyRefused,
  formHas: (field: string) => boolean,
): string | undefined {
  const { field = [] }: Refusal = REFUSALS[code];
  return [field].flat().find(formHas);
}
