import { type MessageCode, messageText, type Params } from './messages.js';

/** A file that cannot be read as a list at all; the message says what it is and what to do. */
export class RosterRefused extends Error {
  constructor(
    readonly code: MessageCode,
    readonly params: Params = {},
  ) {
    super(messageText(code, params));
    this.name = 'RosterRefused';
  }
}
