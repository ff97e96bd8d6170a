// Districts add columns of their own (metadata.*), and some hold a phone number or a mail address. Those are
// masked like the fields made for them.

const HIDDEN = 'hidden';
/** Home language and English learner: read into fields of their own. */
const READ_ELSEWHERE: ReadonlySet<string> = new Set(['language', 'ell']);

export interface MetadataValue {
  name: string;
  value: string;
}

export function shownMetadata(metadata: Readonly<Record<string, unknown>> | null): MetadataValue[] {
  return Object.entries(metadata ?? {})
    .filter(([name]) => !READ_ELSEWHERE.has(name))
    .map(([name, value]) => ({ name, value: shownMetadataText(value) }));
}

function shownMetadataText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.includes('@') || text.replace(/\D/g, '').length >= 7 ? HIDDEN : text;
}
