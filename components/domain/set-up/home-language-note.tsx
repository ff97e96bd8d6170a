import { fileSpec } from '@/lib/core/oneroster';

const COLUMN = 'metadata.language';
const help = fileSpec('users.csv')?.columns.find(({ name }) => name === COLUMN)?.help;

/** An export that follows the standard alone lacks it, and a district hears of that only after its first upload. */
export function HomeLanguageNote() {
  return (
    <p>
      <code>users.csv</code> needs one column that OneRoster does not have: <code>{COLUMN}</code>,
      after the columns of the standard. {help}
    </p>
  );
}
