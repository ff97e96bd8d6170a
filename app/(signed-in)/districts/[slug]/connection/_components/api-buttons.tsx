import { connectionPath } from '@/components/domain/pulls/addresses';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Row } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { startPull, startTest } from '../../pull-actions';

/** What can be begun now: nothing that is at work already. */
export function PullButtons({
  slug,
  connectionId,
  isTesting,
  isPulling,
  isRoster,
  isTested,
}: {
  slug: string;
  connectionId: number;
  isTesting: boolean;
  isPulling: boolean;
  /** Only what brings the roster has its rows go on. */
  isRoster: boolean;
  isTested: boolean;
}) {
  const ids = (
    <>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="connectionId" value={connectionId} />
    </>
  );
  return (
    <Row>
      {isTesting ? null : (
        <ActionForm action={startTest} label="Test the connection">
          {ids}
          <SubmitButton variant={isTested ? 'secondary' : 'primary'} pendingLabel="Starting…">
            Test the connection
          </SubmitButton>
        </ActionForm>
      )}
      {isPulling ? null : (
        <>
          <ActionForm action={startPull} label="Preview">
            {ids}
            <input type="hidden" name="purpose" value="PREVIEW" />
            <SubmitButton variant="secondary" pendingLabel="Starting…">
              Preview
            </SubmitButton>
          </ActionForm>
          {isRoster ? (
            <ActionForm action={startPull} label="Pull now">
              {ids}
              <input type="hidden" name="purpose" value="UPDATE" />
              <SubmitButton variant={isTested ? 'primary' : 'secondary'} pendingLabel="Starting…">
                Pull now
              </SubmitButton>
            </ActionForm>
          ) : null}
        </>
      )}
    </Row>
  );
}

/** Of a connection beside the one that brings the roster. */
export function SwitchNote({
  slug,
  connectionId,
  canSwitch,
  isFetched,
}: {
  slug: string;
  connectionId: number;
  canSwitch: boolean;
  /** From an API; else files are sent over it. */
  isFetched: boolean;
}) {
  return (
    <Callout title="The roster does not come through this connection">
      <p>
        {isFetched
          ? 'Test it and read a preview as often as you like: the live roster does not change.'
          : 'Files that arrive here are kept, and the live roster does not change.'}{' '}
        {canSwitch
          ? 'You can switch the roster to it.'
          : 'Write to us when the roster should be switched to it.'}
      </p>
      {canSwitch ? (
        <Row>
          <ButtonLink href={connectionPath(slug, { part: 'switch', id: connectionId })}>
            Switch the roster to this connection
          </ButtonLink>
        </Row>
      ) : null}
    </Callout>
  );
}
