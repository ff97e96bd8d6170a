// How long the sets of a connection are waited for, and whether they have a manifest. A kind whose districts choose that keeps
// it in its account.
import type { SetRules } from '@/lib/core/sync-run/completeness';

/** What is selected of a connection to know its rules. */
export const WITH_SET_RULES = { sftp: true } as const;

/** Whoever leaves whole sets behind has nothing to wait for. */
const WHOLE_AT_ONCE: SetRules = {
  quietSeconds: 0,
  settledSeconds: 0,
  incompleteAfterSeconds: 0,
  manifestRequired: false,
};

export const setRulesOf = ({ sftp }: { sftp: SetRules | null }): SetRules => sftp ?? WHOLE_AT_ONCE;
