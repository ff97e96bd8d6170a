export { composeMail, type ComposedMail, type MailContent } from './compose';
export * from './messages';
export * from './outbox';
export { MAX_MAIL_ATTEMPTS, sendDueMail, type MailReport } from './send';
