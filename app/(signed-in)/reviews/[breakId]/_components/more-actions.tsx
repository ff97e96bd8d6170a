import { IconChevronUp } from '@tabler/icons-react';
import { Button, ButtonLink } from '@/components/ui/button';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import type { ReviewRights } from '../rights';
import classes from './decision-bar.module.css';
import { WhileCurrent } from './stale-review';
import { TriageButtons } from './triage-buttons';

const menuId = 'more-actions';

/** What is seldom needed: to approve less than the whole, and what people do about a review beside deciding it. */
export function MoreActions({
  review,
  path,
  staff,
  me,
  rights,
}: {
  review: ReviewDetail;
  path: string;
  staff: readonly { id: number; name: string }[];
  me: number;
  rights: ReviewRights;
}) {
  const canApprovePart = rights.decide && review.kind === 'LIMITS';
  if (!canApprovePart && !rights.comment) return null;
  return (
    <>
      <Button popoverTarget={menuId}>
        More <IconChevronUp size={16} stroke={1.75} aria-hidden />
      </Button>
      <div id={menuId} popover="auto" className={classes.menu}>
        {canApprovePart ? (
          <WhileCurrent>
            {review.removed > 0 ? (
              <ButtonLink href={`${path}/part?scope=ADDITIONS`} prefetch={false}>
                Hold removals…
              </ButtonLink>
            ) : null}
            <ButtonLink href={`${path}/part`} prefetch={false}>
              Approve a part…
            </ButtonLink>
          </WhileCurrent>
        ) : null}
        {rights.comment ? <TriageButtons review={review} staff={staff} me={me} /> : null}
      </div>
    </>
  );
}
