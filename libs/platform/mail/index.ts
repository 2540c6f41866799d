export { type Letter, Mailer, type MailOutcome, MailUnavailable } from './mailer.js';
