export type InvitationState = 'sent' | 'opened' | 'verified' | 'expired' | 'revoked';

export interface InvitationTimes {
  openedAt: Date | null;
  verifiedAt: Date | null;
  revokedAt: Date | null;
  expiresAt: Date;
}

/** The state follows from the times. What a person did wins over what the clock did. */
export function invitationState(times: InvitationTimes, now: Date): InvitationState {
  if (times.verifiedAt) return 'verified';
  if (times.revokedAt) return 'revoked';
  if (now >= times.expiresAt) return 'expired';
  return times.openedAt ? 'opened' : 'sent';
}

/** Only these let a code be asked for. */
export function isUsable(state: InvitationState): boolean {
  return state === 'sent' || state === 'opened';
}
