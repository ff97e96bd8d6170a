export * from './messages';
export * from './contact-reader';
export * from './file-messages';
export * from './review-messages';
export * from './recipients';
export * from './outbox';
export { sendDueMail } from './send';
export * from './attendance-messages';
export * from './roster-live-message';
