export * from './commands';
export { invitationState, isUsable, type InvitationState } from './state';
