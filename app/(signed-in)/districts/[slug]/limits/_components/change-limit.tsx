import Link from 'next/link';
import { ActionForm } from '@/components/ui/action-form';
import { TextareaField, TextField } from '@/components/ui/fields';
import { FormGrid } from '@/components/ui/form';
import { Row, Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { ruleName } from '@/lib/core/circuit-break/rule-name';
import type { LimitRow } from '@/lib/server/policy/district-limits';
import { backToDefault, changeLimit } from '../actions';

const shown = (value: number | null): string => (value === null ? '' : String(value));

/** The district's own numbers for one rule; what is left empty keeps the default. */
export function ChangeLimit({ slug, row, path }: { slug: string; row: LimitRow; path: string }) {
  const ids = (
    <>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="ruleId" value={row.ruleId} />
    </>
  );
  return (
    <Section
      title={`Change: ${ruleName(row.ruleId)}`}
      id="change"
      description={
        row.isNeverRelaxed
          ? 'This limit is never relaxed. You can only make it stricter.'
          : 'For this district only. Leave a field empty to keep its default. The current profile still adjusts the share.'
      }
    >
      <ActionForm action={changeLimit} label="Change the limit">
        <FormGrid>
          {ids}
          <TextField
            name="limitPercent"
            label="Share in percent"
            optional
            inputMode="decimal"
            defaultValue={shown(row.defaultPercent)}
          />
          <TextField
            name="limitCount"
            label="and at least this many"
            optional
            inputMode="numeric"
            defaultValue={shown(row.defaultCount)}
          />
          <TextField
            name="limitCap"
            label="or this many, regardless of share"
            optional
            inputMode="numeric"
            defaultValue={shown(row.defaultCap)}
          />
          <TextareaField name="reason" label="Why" rows={2} />
          <Row>
            <SubmitButton pendingLabel="Saving…">Save limit</SubmitButton>
            <Link href={path}>Cancel</Link>
          </Row>
        </FormGrid>
      </ActionForm>
      {row.reason === null ? null : (
        <ActionForm action={backToDefault} label="Reset to default">
          {ids}
          <div>
            <SubmitButton variant="secondary" pendingLabel="Saving…">
              Reset to default
            </SubmitButton>
          </div>
        </ActionForm>
      )}
    </Section>
  );
}
