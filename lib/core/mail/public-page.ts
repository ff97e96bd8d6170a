/** The public page about our mail, for whoever waits for one or looks after a mail filter. */
export const mailHelpPath = '/help/mail';
