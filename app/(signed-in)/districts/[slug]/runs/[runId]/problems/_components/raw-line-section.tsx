import { Section } from '@/components/ui/section';
import { formatNumber } from '@/lib/core/format/numbers';
import { MAX_RAW_CHARACTERS } from '@/lib/core/oneroster/raw-line';
import type { RawLineResult } from '@/lib/server/sync-runs/queries/raw-line';
import { RawLineText } from '../../_components/raw-line-text';

export function RawLineSection({ result }: { result: RawLineResult }) {
  if (!result.ok) {
    return (
      <Section title="The line as it came" id="raw">
        <p>The bytes of this file are not kept any more.</p>
      </Section>
    );
  }
  const { fileName, line, raw } = result;
  return (
    <Section
      title={`Line ${formatNumber(line)} of ${fileName} as it came`}
      description="Email addresses, phone numbers and sign-in names are covered (••••••). ␀ ⇥ ↵ and the like stand for characters that cannot be seen."
      id="raw"
    >
      <RawLineText raw={raw} />
      {raw.isCut ? <p>Cut after {formatNumber(MAX_RAW_CHARACTERS)} characters.</p> : null}
    </Section>
  );
}
