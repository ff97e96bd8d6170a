import { Section } from '@/components/ui/section';
import { formatNumber } from '@/lib/core/format/numbers';
import { MAX_RAW_CHARACTERS } from '@/lib/core/oneroster/raw-line';
import type { RawLineResult } from '@/lib/server/sync-runs/queries/raw-line';
import { RawLineText } from '../../_components/raw-line-text';

export function RawLineSection({ result }: { result: RawLineResult }) {
  if (!result.ok) {
    return (
      <Section title="The line as received" id="raw">
        <p>This file is no longer stored.</p>
      </Section>
    );
  }
  const { fileName, line, raw } = result;
  return (
    <Section
      title={`Line ${formatNumber(line)} of ${fileName} as received`}
      description="Email addresses, phone numbers and sign-in names are hidden (••••••). Signs such as ␀ ⇥ ↵ stand for invisible characters."
      id="raw"
    >
      <RawLineText raw={raw} />
      {raw.isCut ? <p>Cut after {formatNumber(MAX_RAW_CHARACTERS)} characters.</p> : null}
    </Section>
  );
}
