/** Which review a form is about. */
export function ReviewIds({ review }: { review: { tenantSlug: string; breakId: number } }) {
  return (
    <>
      <input type="hidden" name="slug" value={review.tenantSlug} />
      <input type="hidden" name="breakId" value={review.breakId} />
    </>
  );
}

/** And which changes: a decision about other ones is refused. */
export function TargetIds({
  review,
}: {
  review: { tenantSlug: string; breakId: number; version: number; fingerprint: string };
}) {
  return (
    <>
      <ReviewIds review={review} />
      <input type="hidden" name="version" value={review.version} />
      <input type="hidden" name="fingerprint" value={review.fingerprint} />
    </>
  );
}
