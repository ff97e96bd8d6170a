import type { Metadata } from 'next';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { FormGrid } from '@/components/ui/form';
import { Row, Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { TenantFields } from '@/components/domain/tenant-fields';
import { requirePermission } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listStaff } from '@/lib/server/people/queries/list-people';
import { US_STATES, US_TIME_ZONES } from '@/lib/core/tenants/us-states';
import { createDistrict } from './actions';

export const metadata: Metadata = { title: 'New district' };

export default async function NewDistrictPage() {
  const person = await requirePermission('tenants.create', '/districts/new');
  const staff = await listStaff(getAppContext());
  const people = staff.filter((member) => !member.disabledAt);
  return (
    <>
      <PageHeader
        title="New district"
        crumbs={[{ href: '/districts', label: 'Districts' }]}
        description="A district, a charter network or a single school. Next, you will invite its tech contact."
      />
      <Section title="About the district">
        <ActionForm action={createDistrict}>
          <FormGrid>
            <TenantFields
              people={people}
              states={US_STATES}
              timeZones={US_TIME_ZONES}
              values={{ implementerId: person.userId }}
            />
            <Row>
              <SubmitButton pendingLabel="Creating…">Create district</SubmitButton>
              <ButtonLink href="/districts" variant="quiet">
                Cancel
              </ButtonLink>
            </Row>
          </FormGrid>
        </ActionForm>
      </Section>
    </>
  );
}
